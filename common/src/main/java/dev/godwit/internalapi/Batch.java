package dev.godwit.internalapi;

import java.util.List;

/// The lists that requests consist of: none has a hole in it, or more items than any gateway puts
/// into one.
final class Batch {
    private static final int MAX_ITEMS = 10_000;

    private Batch() {}

    static <T> List<T> of(List<T> items) {
        return of(items, MAX_ITEMS);
    }

    static <T> List<T> of(List<T> items, int max) {
        if (items.size() > max)
            throw new IllegalArgumentException(
                    "batch: %d items (expected: at most %d)".formatted(items.size(), max));
        return List.copyOf(items);
    }
}
