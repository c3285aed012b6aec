package dev.godwit.chat.intake;

import dev.godwit.internalapi.SendBatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Takes sends that are to be accepted together. Thread-safe; never blocks.
public interface Intake {
    /// Completes with one result per send once all are durable. Fails with
    /// [dev.godwit.chat.database.StoreUnavailable] where nothing is known to have happened.
    CompletableFuture<List<SendBatch.Result>> submit(List<SendBatch.Item> sends);
}
