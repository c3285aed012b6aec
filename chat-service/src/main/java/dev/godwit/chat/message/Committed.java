package dev.godwit.chat.message;

import dev.godwit.internalapi.SendBatch;

/// A send that is durable, new or repeated: what delivery needs to show it to its people.
///
/// `recipientN` is its position in the recipient's log; the position in the sender's own log, if it
/// has one, is `result.n()`.
public record Committed(SendBatch.Item send, SendBatch.Result result, long recipientN) {}
