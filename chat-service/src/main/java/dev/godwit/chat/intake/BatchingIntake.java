package dev.godwit.chat.intake;

import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.lifecycle.Readiness;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Requests wait while transactions are in flight and leave together in the next: batches grow with
/// the load by themselves, and no timer is involved. Thread-safe; the transactions run on a few
/// platform threads of its own: they are always busy, and a blocking read costs them less.
public final class BatchingIntake implements Intake, Readiness, AutoCloseable {
    private final RequestQueue queue;
    private final List<Thread> workers;

    private BatchingIntake(RequestQueue queue, List<Thread> workers) {
        this.queue = queue;
        this.workers = workers;
    }

    public static BatchingIntake start(
            IntakeConfig config,
            MessageStore store,
            CommitListener listener,
            IntakeMetrics metrics) {
        var queue = new RequestQueue(config.queue(), config.queueBytes());
        var committer = new Committer(store, listener, metrics);
        var workers =
                IntStream.range(0, config.workers())
                        .mapToObj(number ->
                                Thread.ofPlatform()
                                        .name("intake-" + number)
                                        .start(
                                                new IntakeWorker(
                                                        queue,
                                                        config.batch(),
                                                        committer,
                                                        metrics.queued())))
                        .toList();
        return new BatchingIntake(queue, workers);
    }

    @Override
    public CompletableFuture<List<SendBatch.Result>> submit(List<SendBatch.Item> sends) {
        var request = new Request(sends, System.nanoTime(), new CompletableFuture<>());
        if (!queue.offer(request))
            request.answer()
                    .completeExceptionally(
                            new StoreUnavailable("the intake is full or closing", null));
        return request.answer();
    }

    @Override
    public String name() {
        return "intake";
    }

    /// The others go on where one worker has ended, but nobody starts another.
    @Override
    public Status status() {
        var running = workers.stream().filter(Thread::isAlive).count();
        return running == workers.size()
                ? new Status.Ready()
                : new Status.NotReady("%d of %d workers".formatted(running, workers.size()));
    }

    /// The sends that wait for a transaction.
    public int waiting() {
        return queue.waiting();
    }

    /// What they take of the heap, at most.
    public long waitingBytes() {
        return queue.waitingBytes();
    }

    /// Finishes what waits, unless it is interrupted; everything later is refused.
    @Override
    public void close() {
        queue.close();
        try {
            for (var worker : workers) worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
