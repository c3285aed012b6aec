package dev.godwit.chat.message;

import dev.godwit.internalapi.SendBatch;

import java.util.List;

/// Where messages become durable. Blocking; thread-safe.
public interface MessageStore {
    /// Decides and stores all sends in their order, in one transaction: it returns after the
    /// commit.
    ///
    /// Throws [dev.godwit.chat.database.StoreRefused] where one of them cannot be stored and so
    /// none was, [dev.godwit.chat.database.StoreUnavailable] where nothing is known to have
    /// happened.
    Acceptance accept(List<SendBatch.Item> sends);
}
