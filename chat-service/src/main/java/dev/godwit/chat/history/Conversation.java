package dev.godwit.chat.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

/// A conversation as one of its people sees it. `lastMessage`: the newest one that is kept, null
/// where none is. `unread`: messages of the peer past one's read mark, counted up to [#MAX_UNREAD].
/// `delivered` and `read`: how far the peer has got and read; `myDelivered`, `myRead`: how far one
/// has oneself.
@JsonPropertyOrder({
    "peer",
    "lastSeq",
    "lastMessage",
    "unread",
    "delivered",
    "read",
    "myDelivered",
    "myRead"
})
public record Conversation(
        UserId peer,
        long lastSeq,
        @Nullable Message lastMessage,
        int unread,
        long delivered,
        long read,
        long myDelivered,
        long myRead) {
    /// The highest number that is told; it stands for that or more.
    public static final int MAX_UNREAD = 1_000;
}
