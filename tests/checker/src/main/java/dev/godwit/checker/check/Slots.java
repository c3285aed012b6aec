package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Messages by their number, from 1 on.
final class Slots {
    private static final int MAX = 1 << 24;

    private final List<@Nullable Message> messages = new ArrayList<>();

    /// False where the number is taken already, or is none.
    boolean put(long number, Message message) {
        if (number < 1 || number > MAX || at(number) != null) return false;
        while (messages.size() < number) messages.add(null);
        messages.set((int) number - 1, message);
        return true;
    }

    @Nullable Message at(long number) {
        return number < 1 || number > messages.size() ? null : messages.get((int) number - 1);
    }

    /// The highest number, or 0.
    long last() {
        return messages.size();
    }
}
