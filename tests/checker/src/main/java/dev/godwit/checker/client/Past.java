package dev.godwit.checker.client;

import dev.godwit.checker.client.Pending.Letter;

import java.util.List;

/// What a device knows of its earlier incarnations: the log's generations, the last of them the one
/// it was in; the last entry of that one which it has stored; and what it has sent, in order: what
/// had no final answer, and what was accepted.
record Past(List<String> logs, long lastN, List<Letter> open, List<Letter> accepted) {
    static final Past NONE = new Past(List.of(), 0, List.of(), List.of());
}
