package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// Requests of one kind, sent in order in batches: one batch is in flight, and when it has ended
/// everything that waits leaves in the next. Batches grow with load by themselves; there is no
/// timer. A batch that the service rejects is made in halves, until what is wrong stands alone.
///
/// Thread-safe; nothing here blocks. Answers complete on the thread that ended the batch.
final class Lane<Q, A> {
    /// Bounds of a lane. `waiting` requests that take `waitingBytes` may wait, and none of them
    /// longer than `age`. A batch is one request, or at most `batch` that take `batchBytes`.
    record Limits(int waiting, long waitingBytes, Duration age, int batch, long batchBytes) {}

    /// What a lane is told of its requests. `bytes`: what one takes of the memory while it waits.
    /// `key`: what two have in common that concern each other. `together`: when one fails, so do
    /// those behind it with its key, so that nothing overtakes it. Otherwise no two with one key
    /// are in the same batch.
    record Traits<Q>(ToLongFunction<Q> bytes, Function<Q, Object> key, boolean together) {}

    private final Traits<Q> traits;
    private final Function<List<Q>, CompletionStage<List<A>>> call;
    private final Function<String, Unavailable> unavailable;
    private final Consumer<Throwable> faults;
    private final LongSupplier nanoTime;
    private final long age;
    private final AtomicInteger turns = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    // Guarded by this.
    private final BatchQueue<Request> waiting;
    private boolean inFlight;
    private boolean closed;

    /// Requests that have been let in and have no answer yet.
    private int due;

    /// `call` answers every request of the batch in order, or fails with [Unavailable].
    /// `unavailable` says what a request is told that finds the lane full or closed, or has waited
    /// too long. `faults` is told what was thrown here that nobody else would see.
    Lane(
            Limits limits,
            Traits<Q> traits,
            Function<List<Q>, CompletionStage<List<A>>> call,
            Function<String, Unavailable> unavailable,
            Consumer<Throwable> faults,
            LongSupplier nanoTime) {
        this.traits = traits;
        this.call = call;
        this.unavailable = unavailable;
        this.faults = faults;
        this.nanoTime = nanoTime;
        this.age = limits.age.toNanos();
        this.waiting =
                new BatchQueue<>(
                        limits, request -> traits.bytes.applyAsLong(request.content), this::key);
    }

    /// A request and its answer. Cancelled while it waits, it is never sent; in flight it cannot be
    /// cancelled, for what the service did is to be known.
    private final class Request extends CompletableFuture<A> {
        private final Q content;
        private final long since = nanoTime.getAsLong();

        Request(Q content) {
            this.content = content;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (!withdrawn(this)) {
                return false;
            }
            super.cancel(mayInterruptIfRunning);
            answered(1);
            return true;
        }
    }

    CompletableFuture<A> submit(Q content) {
        var request = new Request(content);
        if (queued(request)) {
            sendWaiting();
        } else {
            request.completeExceptionally(unavailable.apply("too much is waiting"));
        }
        return request;
    }

    /// Takes no more requests; completes when those it has are answered.
    CompletionStage<Void> close() {
        synchronized (this) {
            closed = true;
        }
        answered(0);
        return drained;
    }

    private synchronized boolean queued(Request request) {
        if (closed || !waiting.add(request)) {
            return false;
        }
        due++;
        return true;
    }

    private synchronized boolean withdrawn(Request request) {
        return waiting.remove(request);
    }

    /// Whoever comes first works, for those that come meanwhile too: a batch that ends at once does
    /// not grow the stack, however many wait. What is thrown, an [Error] too, costs one turn:
    /// whoever left with the turn would be the last to work.
    private void sendWaiting() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        do {
            guarded(this::takeTurn);
        } while (turns.decrementAndGet() != 0);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    /// Where not even the report can be made, as without memory for it, the lane goes on.
    private void report(Throwable fault) {
        try {
            faults.accept(fault);
        } catch (Throwable _) {
            // nobody is left to tell
        }
    }

    private void takeTurn() {
        var turn = next();
        if (!turn.batch.isEmpty()) {
            send(turn.batch);
        }
        if (!turn.expired.isEmpty()) {
            answer(turn.expired, null, unavailable.apply("it has waited for too long"));
        }
    }

    /// What leaves now, and what has waited for too long.
    private record Turn<T>(List<T> batch, List<T> expired) {}

    private synchronized Turn<Request> next() {
        if (inFlight) {
            return new Turn<>(List.of(), List.of());
        }
        var now = nanoTime.getAsLong();
        var expired = waiting.expired(request -> now - request.since > age, traits.together);
        var batch = waiting.next(!traits.together);
        inFlight = !batch.isEmpty();
        return new Turn<>(batch, expired);
    }

    private void send(List<Request> batch) {
        CompletionStage<List<A>> answers;
        try {
            answers = call.apply(batch.stream().map(request -> request.content).toList());
        } catch (Throwable e) {
            answers = CompletableFuture.failedFuture(unavailable.apply("the call failed"));
            report(e);
        }
        answers.whenComplete((results, failure) -> guarded(() -> ended(batch, results, failure)));
    }

    private void ended(
            List<Request> batch, @Nullable List<A> results, @Nullable Throwable failure) {
        var cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        if (cause instanceof Rejected && split(batch)) {
            sendWaiting();
            return;
        }
        var failedToo = makeWay(batch, cause);
        sendWaiting(); // the next batch is on its way before this one's answers are handled
        answer(batch, results, cause);
        answer(failedToo, null, cause);
    }

    private void answer(
            List<Request> batch, @Nullable List<A> results, @Nullable Throwable failure) {
        try {
            for (var i = 0; i < batch.size(); i++) {
                if (results != null) {
                    batch.get(i).complete(results.get(i));
                } else {
                    batch.get(i).completeExceptionally(failure);
                }
            }
        } finally {
            answered(batch.size());
        }
    }

    private void answered(int count) {
        boolean last;
        synchronized (this) {
            due -= count;
            last = closed && due == 0;
        }
        if (last) {
            drained.complete(null);
        }
    }

    private synchronized boolean split(List<Request> batch) {
        var divided = waiting.split(batch);
        inFlight &= !divided;
        return divided;
    }

    /// What fails with the batch: all that waits where the service does not answer, and only what
    /// concerns it where it is the batch's own fault.
    private synchronized List<Request> makeWay(List<Request> batch, @Nullable Throwable failure) {
        inFlight = false;
        if (failure == null || !traits.together) {
            return List.of();
        }
        if (!(failure instanceof Rejected)) {
            return waiting.removed(_ -> true);
        }
        var keys = batch.stream().map(this::key).collect(Collectors.toSet());
        return waiting.removed(request -> keys.contains(key(request)));
    }

    private Object key(Request request) {
        return traits.key.apply(request.content);
    }
}
