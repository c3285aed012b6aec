package dev.godwit.chat.intake;

import dev.godwit.internalapi.SendBatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Sends that came together and are answered together.
record Request(
        List<SendBatch.Item> sends,
        long queuedAtNanos,
        CompletableFuture<List<SendBatch.Result>> answer) {
    /// What its sends take of the heap, at most.
    long bytes() {
        return sends.stream().mapToLong(SendBatch.Item::heapBytes).sum();
    }
}
