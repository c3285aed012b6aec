package dev.godwit.chat.history;

import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

/// Reads conversations and messages. Blocking; thread-safe. Every call fails with
/// [dev.godwit.chat.database.StoreUnavailable] where PostgreSQL does not answer.
public interface History {
    /// The user's conversations, the one with the newest message first; `after` null: from the
    /// start.
    ConversationPage conversations(UserId user, @Nullable ConversationCursor after, int limit);

    /// A page of what two people said; empty where they never did.
    MessagePage messages(UserId one, UserId other, PageRequest request);
}
