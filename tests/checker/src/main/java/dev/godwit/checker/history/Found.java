package dev.godwit.checker.history;

/// What was found in the system from outside its clients: rows of tables, presence, and history
/// over HTTP, in the order in which they were read.
public sealed interface Found extends Event {
    /// A row of `message.conversation`.
    record Conversation(String conversation, String low, String high, long lastSeq)
            implements Found {}

    /// A row of `message.message`; `hash` is the [BodyHash] of its body.
    record Message(
            String conversation,
            long seq,
            long at,
            long senderN,
            long recipientN,
            String sender,
            String recipient,
            String id,
            String kind,
            String hash)
            implements Found {}

    /// A row of `message.mark`.
    record Mark(String conversation, String user, long delivered) implements Found {}

    /// The row of `inbox.generation` that has not ended.
    record Generation(String log) implements Found {}

    /// A row of `inbox.log`. `floor`: up to there entries were deleted for their age.
    record Head(String user, long head, long floor) implements Found {}

    /// A row of `inbox.entry`; `origin` is empty where the row names no device.
    record Entry(String user, long n, String conversation, long seq, boolean own, String origin)
            implements Found {}

    /// A row of `inbox.device`.
    record Cursor(String user, String device, long cursor, long epoch) implements Found {}

    /// Before the first key of presence is read.
    record PresenceBegan() implements Found {}

    /// A field of a hash `presence:USER`.
    record Route(String user, String device, long slot, String boot, String session, long epoch)
            implements Found {}

    /// A key `slot:N`.
    record Slot(long slot, String boot) implements Found {}

    /// After the last key of presence was read.
    record PresenceEnded() implements Found {}

    /// An answer of `GET /v1/conversations/PEER/messages` to `reader`: the `rows` lines after this
    /// one. `after` or `before` is what was asked for; the other is -1.
    record Page(String reader, String peer, long after, long before, int rows, boolean hasMore)
            implements Found {}

    /// A message on the page.
    record Shown(long seq, long at, String id, String from, String to, String kind, String hash)
            implements Found {}
}
