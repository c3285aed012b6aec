package dev.godwit.local.chat;

import dev.godwit.id.ClientMessageId;

/// A message that this person wrote, and how far it has come.
record Outgoing(ClientMessageId id, String body, long at, Progress progress) {
    /// How far a message has come. What is accepted or further has a place in the conversation.
    sealed interface Progress {
        record Pending() implements Progress {}

        record Accepted(long seq) implements Progress {}

        record Delivered(long seq) implements Progress {}

        record Refused(String why) implements Progress {}
    }

    Outgoing now(Progress progress) {
        return new Outgoing(id, body, at, progress);
    }
}
