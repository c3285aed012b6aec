package dev.godwit.gateway.uplink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a batch that was rejected falls into, so that what is wrong with it comes to stand alone.
/// Guarded by its lane.
final class Halves<T> {
    /// Of one batch and its parts: enough to find two bad requests among 256, or one among 2,048,
    /// and not so many that a service that rejects everything is asked about each.
    private static final int MAX_REJECTIONS = 24;

    private final ArrayDeque<List<T>> parts = new ArrayDeque<>();
    private int rejections;

    /// Halves a batch that was rejected. False where that is done.
    boolean split(List<T> batch) {
        if (++rejections > MAX_REJECTIONS || batch.size() == 1) {
            return false;
        }
        var middle = batch.size() / 2;
        parts.addFirst(new ArrayList<>(batch.subList(middle, batch.size())));
        parts.addFirst(new ArrayList<>(batch.subList(0, middle)));
        return true;
    }

    /// What leaves before anything else does; empty where nothing is left.
    List<T> next() {
        if (!parts.isEmpty()) {
            return parts.remove();
        }
        rejections = 0;
        return List.of();
    }

    /// The first of all, where there is one.
    @Nullable T first() {
        return parts.isEmpty() ? null : parts.getFirst().getFirst();
    }

    /// Each is asked about in order.
    void removeIf(Predicate<T> unwanted) {
        parts.forEach(part -> part.removeIf(unwanted));
        parts.removeIf(List::isEmpty);
    }
}
