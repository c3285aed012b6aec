package dev.godwit.checker.client;

import dev.godwit.checker.client.Pending.Letter;

import java.util.List;

/// What a device knows of its earlier incarnations: the last entry it has stored, and what it has
/// sent and had no final answer to, in order.
record Past(long lastN, List<Letter> open) {
    static final Past NONE = new Past(0, List.of());
}
