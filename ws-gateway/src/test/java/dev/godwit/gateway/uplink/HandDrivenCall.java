package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// A chat service for one lane that answers only when told to: every request with itself.
final class HandDrivenCall implements Function<List<Integer>, CompletionStage<List<Integer>>> {
    record Batch(List<Integer> requests, CompletableFuture<List<Integer>> answer) {
        void succeed() {
            answer.complete(requests);
        }

        void reject() {
            answer.completeExceptionally(new Rejected("as told", 7));
        }

        void fail() {
            answer.completeExceptionally(new Unavailable("as told", 7));
        }
    }

    final List<Batch> batches = new ArrayList<>();

    @Override
    public CompletionStage<List<Integer>> apply(List<Integer> requests) {
        var batch = new Batch(requests, new CompletableFuture<>());
        batches.add(batch);
        return batch.answer;
    }

    /// All that has arrived, in its order.
    List<Integer> requests() {
        return batches.stream().flatMap(batch -> batch.requests().stream()).toList();
    }

    Batch last() {
        return batches.getLast();
    }

    boolean inFlight() {
        return !batches.isEmpty() && !last().answer.isDone();
    }
}
