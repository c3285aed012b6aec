package dev.godwit.chat.message;

/// A message's row as far as a repeated send needs it: its numbers, and the hash it is compared by.
///
/// `senderN` is 0 where the sender's own log has no entry for it.
record Stored(long seq, long at, long senderN, long recipientN, ContentHash hash) {}
