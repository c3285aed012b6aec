package dev.godwit.gateway.uplink;

import dev.godwit.infra.AtOnce;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A chat service that answers each batch with itself, on whichever thread calls [#answer]; and
/// sees to it that one batch at a time is in flight.
final class AnsweredElsewhere<Q> implements Function<List<Q>, CompletionStage<List<Q>>> {
    private record Batch<Q>(List<Q> requests, CompletableFuture<List<Q>> answer) {}

    final List<Q> arrived = new ArrayList<>(); // one batch at a time: one owner at a time
    private final ConcurrentLinkedQueue<Batch<Q>> batches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    @Override
    public CompletionStage<List<Q>> apply(List<Q> requests) {
        AtOnce.expect(inFlight.incrementAndGet() == 1, "two batches in flight");
        arrived.addAll(requests);
        var batch = new Batch<>(requests, new CompletableFuture<List<Q>>());
        batches.add(batch);
        return batch.answer;
    }

    /// Answers whatever is in flight, and what comes of that.
    void answer() {
        for (var batch = batches.poll(); batch != null; batch = batches.poll()) {
            inFlight.decrementAndGet();
            batch.answer.complete(batch.requests);
        }
    }

    /// Lets one batch fail, if there is one.
    void fail() {
        var batch = batches.poll();
        if (batch == null) return;
        inFlight.decrementAndGet();
        batch.answer.completeExceptionally(new IllegalStateException("as told"));
    }
}
