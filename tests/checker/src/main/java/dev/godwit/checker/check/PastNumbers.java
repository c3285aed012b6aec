package dev.godwit.checker.check;

import java.util.HashMap;
import java.util.Map;

/// What the numbers of generations that have ended stood for, as far as clients saw: no table tells
/// it any more.
final class PastNumbers {
    private final Map<String, Map<Object, Slots>> numbers = new HashMap<>();

    /// Whether the entry `n` of the user's log stood for no other message there.
    boolean entry(String log, User user, long n, Message message) {
        return isOnly(log, user, n, message);
    }

    /// Whether number `seq` of the conversation stood for no other message there.
    boolean row(String log, long seq, Message message) {
        return isOnly(log, message.conversation, seq, message);
    }

    private boolean isOnly(String log, Object owner, long number, Message message) {
        var slots =
                numbers.computeIfAbsent(log, key -> new HashMap<>())
                        .computeIfAbsent(owner, key -> new Slots());
        return slots.at(number) == message || slots.put(number, message);
    }
}
