package dev.godwit.gateway.connection;

import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a connection asks of the chat service. Thread-safe; never blocks. Stages complete on any
/// thread and fail with [Unavailable] where nothing is known to have happened.
public interface ChatBackend {
    /// Sends of one conversation are accepted in the order of these calls.
    CompletionStage<SendBatch.Result> send(SendBatch.Item send);

    /// Cancelled before it was sent, it never is; later it is answered all the same.
    CompletableFuture<OpenBatch.Opened> open(OpenBatch.Item device);

    /// Advances a cursor some time soon; kept and repeated until it has happened. Only the highest
    /// per device counts.
    void ack(AckBatch.Item ack);

    /// Cancelled as [#open].
    CompletableFuture<ReadBatch.Page> read(ReadBatch.Item read);
}
