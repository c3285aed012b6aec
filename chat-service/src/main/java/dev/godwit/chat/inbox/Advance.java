package dev.godwit.chat.inbox;

/// A device that is seen: its cursor moves from `from` to `to`, and its connections up to the epoch
/// `closed` have ended.
record Advance(DeviceKey key, long from, long to, long closed) {}
