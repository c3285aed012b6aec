package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Requests of one kind, sent in order in batches: one batch is in flight, and when it has ended
/// everything that waits leaves in the next. Batches grow with load by themselves; there is no
/// timer.
///
/// Thread-safe; nothing here blocks. Answers complete on the thread that ended the batch.
final class Lane<Q, A> {
    /// Bounds of a lane. `waiting` requests that take `waitingBytes` may wait. `together`: when a
    /// batch fails, whatever waits behind it fails too, so that nothing overtakes it.
    record Limits(int waiting, long waitingBytes, int batch, boolean together) {}

    private record Waiting<Q, A>(Q request, CompletableFuture<A> answer) {}

    private final Limits limits;
    private final ToLongFunction<Q> bytes;
    private final Function<List<Q>, CompletionStage<List<A>>> call;
    private final Supplier<Unavailable> noRoom;
    private final AtomicInteger turns = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    // Guarded by this.
    private final ArrayDeque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean inFlight;
    private boolean closed;

    /// Requests that have been let in and have no answer yet.
    private int due;

    /// `bytes`: what a request takes of the memory while it waits. `call` answers every request of
    /// the batch in order, or fails with [Unavailable]. `noRoom` says what a request is told that
    /// finds the lane full or closed.
    Lane(
            Limits limits,
            ToLongFunction<Q> bytes,
            Function<List<Q>, CompletionStage<List<A>>> call,
            Supplier<Unavailable> noRoom) {
        this.limits = limits;
        this.bytes = bytes;
        this.call = call;
        this.noRoom = noRoom;
    }

    CompletionStage<A> submit(Q request) {
        var entry = new Waiting<Q, A>(request, new CompletableFuture<>());
        if (queued(entry)) sendWaiting();
        else entry.answer.completeExceptionally(noRoom.get());
        return entry.answer;
    }

    /// Takes no more requests; completes when those it has are answered.
    CompletionStage<Void> close() {
        synchronized (this) {
            closed = true;
        }
        answered(0);
        return drained;
    }

    private synchronized boolean queued(Waiting<Q, A> entry) {
        if (closed || waiting.size() >= limits.waiting) return false;
        if (waitingBytes >= limits.waitingBytes) return false;
        waitingBytes += bytes.applyAsLong(entry.request);
        due++;
        return waiting.add(entry);
    }

    /// Whoever comes first works, for those that come meanwhile too: a batch that ends at once does
    /// not grow the stack, however many wait.
    private void sendWaiting() {
        if (turns.getAndIncrement() != 0) return;
        do {
            var batch = next();
            if (!batch.isEmpty()) send(batch);
        } while (turns.decrementAndGet() != 0);
    }

    private synchronized List<Waiting<Q, A>> next() {
        if (inFlight) return List.of();
        var batch = take(limits.batch);
        inFlight = !batch.isEmpty();
        return batch;
    }

    private void send(List<Waiting<Q, A>> batch) {
        CompletionStage<List<A>> answers;
        try {
            answers = call.apply(batch.stream().map(Waiting::request).toList());
        } catch (RuntimeException e) {
            answers = CompletableFuture.failedFuture(e);
        }
        answers.whenComplete((results, failure) -> ended(batch, results, failure));
    }

    private void ended(
            List<Waiting<Q, A>> batch, @Nullable List<A> results, @Nullable Throwable failure) {
        var failedToo = makeWay(failure != null && limits.together);
        sendWaiting(); // the next batch is on its way before this one's answers are handled
        answer(batch, results, failure);
        answer(failedToo, null, failure);
        answered(batch.size() + failedToo.size());
    }

    private void answer(
            List<Waiting<Q, A>> batch, @Nullable List<A> results, @Nullable Throwable failure) {
        if (results != null) {
            for (var i = 0; i < batch.size(); i++) batch.get(i).answer.complete(results.get(i));
            return;
        }
        var cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        for (var entry : batch) entry.answer.completeExceptionally(cause);
    }

    private void answered(int count) {
        boolean last;
        synchronized (this) {
            due -= count;
            last = closed && due == 0;
        }
        if (last) drained.complete(null);
    }

    private synchronized List<Waiting<Q, A>> makeWay(boolean ofAll) {
        inFlight = false;
        return ofAll ? take(Integer.MAX_VALUE) : List.of();
    }

    private List<Waiting<Q, A>> take(int atMost) {
        var taken = new ArrayList<Waiting<Q, A>>(Math.min(atMost, waiting.size()));
        while (taken.size() < atMost && !waiting.isEmpty()) {
            var next = waiting.remove();
            waitingBytes -= bytes.applyAsLong(next.request);
            taken.add(next);
        }
        return taken;
    }
}
