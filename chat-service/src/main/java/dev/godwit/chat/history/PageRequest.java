package dev.godwit.chat.history;

/// Which messages of a conversation are asked for, at most `limit` of them.
public sealed interface PageRequest {
    int limit();

    /// The messages before `seq`, next to it.
    record Before(long seq, int limit) implements PageRequest {}

    /// The messages after `seq`, next to it.
    record After(long seq, int limit) implements PageRequest {}

    /// The newest messages, none from before `since` (epoch milliseconds).
    record Newest(long since, int limit) implements PageRequest {}
}
