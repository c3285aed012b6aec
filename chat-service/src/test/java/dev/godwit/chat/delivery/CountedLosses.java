package dev.godwit.chat.delivery;

import java.util.EnumMap;
import java.util.Map;

/// Metrics that a test reads. Thread-safe.
public final class CountedLosses implements DeliveryMetrics {
    private final Map<Loss, Integer> lost = new EnumMap<>(Loss.class);

    @Override
    public void lookup(long nanos) {}

    @Override
    public void publish(long nanos) {}

    @Override
    public synchronized void lost(Loss why, int hints) {
        lost.merge(why, hints, Integer::sum);
    }

    public synchronized int of(Loss why) {
        return lost.getOrDefault(why, 0);
    }
}
