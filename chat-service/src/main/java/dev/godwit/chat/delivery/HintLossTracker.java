package dev.godwit.chat.delivery;

import dev.godwit.lifecycle.RecencyFlag;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Delivery's metrics, and whether hints were lost so lately that gateways may not have been told.
/// Thread-safe.
final class HintLossTracker implements DeliveryMetrics {
    /// Gateways ask every chat service once a second how it is.
    private static final Duration TOLD_FOR = Duration.ofSeconds(3);

    private final DeliveryMetrics metrics;
    private final RecencyFlag lost;

    HintLossTracker(DeliveryMetrics metrics, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.lost = new RecencyFlag(TOLD_FOR, nanoTime);
    }

    boolean lately() {
        return lost.remembered();
    }

    @Override
    public void lookup(long nanos) {
        metrics.lookup(nanos);
    }

    @Override
    public void publish(long nanos) {
        metrics.publish(nanos);
    }

    @Override
    public void lost(Loss why, int hints) {
        if (hints == 0) return;
        lost.happened();
        metrics.lost(why, hints);
    }
}
