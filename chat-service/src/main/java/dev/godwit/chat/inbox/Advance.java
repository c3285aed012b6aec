package dev.godwit.chat.inbox;

/// A device's cursor that moves from `from` to `to`.
record Advance(DeviceKey key, long from, long to) {}
