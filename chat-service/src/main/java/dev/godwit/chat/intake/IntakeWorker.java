package dev.godwit.chat.intake;

import io.micrometer.core.instrument.Timer;

import java.util.concurrent.TimeUnit;

/// Takes all that waits and commits it, again and again, until the queue is closed and empty. Owns
/// its virtual thread.
record IntakeWorker(RequestQueue queue, int batch, Committer committer, Timer queued)
        implements Runnable {
    @Override
    public void run() {
        var requests = queue.take(batch);
        while (!requests.isEmpty()) {
            var now = System.nanoTime();
            for (var request : requests)
                queued.record(now - request.queuedAtNanos(), TimeUnit.NANOSECONDS);
            committer.commit(requests);
            requests = queue.take(batch);
        }
    }
}
