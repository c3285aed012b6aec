package dev.godwit.chat.intake;

import dev.godwit.chat.database.StoreUnavailable;

import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Takes all that waits and commits it, again and again, until the queue is closed and empty. Owns
/// its thread.
///
/// What has waited longer than any gateway waits for it is refused: whoever sent it has given up or
/// sent it again, and storing it late would only put it behind what they sent since.
record IntakeWorker(RequestQueue queue, int batch, Committer committer, Timer queued)
        implements Runnable {
    /// How long a gateway waits for one try.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public void run() {
        var requests = queue.take(batch);
        while (!requests.isEmpty()) {
            var awaited = awaited(requests);
            if (!awaited.isEmpty()) committer.commit(awaited);
            requests = queue.take(batch);
        }
    }

    private List<Request> awaited(List<Request> requests) {
        var now = System.nanoTime();
        var awaited = new ArrayList<Request>(requests.size());
        for (var request : requests) {
            var waited = now - request.queuedAtNanos();
            queued.record(waited, TimeUnit.NANOSECONDS);
            if (waited < PATIENCE.toNanos()) awaited.add(request);
            else
                request.answer()
                        .completeExceptionally(new StoreUnavailable("waited too long", null));
        }
        return awaited;
    }
}
