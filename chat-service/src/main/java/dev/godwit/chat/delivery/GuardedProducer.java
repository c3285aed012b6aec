package dev.godwit.chat.delivery;

import dev.godwit.chat.delivery.DeliveryMetrics.Loss;
import dev.godwit.delivery.DeliveryRecord;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// Gives records to the producer as long as that works, and counts those that are lost.
/// Thread-safe.
final class GuardedProducer {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProducer.class);
    private static final int TOLERATED_FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final DeliveryRecord NOTHING =
            new DeliveryRecord(List.of(), List.of(), List.of());

    private final DeliveryProducer producer;
    private final DeliveryMetrics metrics;
    private final LongSupplier nanoTime;
    private final CircuitBreaker breaker;

    GuardedProducer(DeliveryProducer producer, DeliveryMetrics metrics, LongSupplier nanoTime) {
        this.producer = producer;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.breaker = new CircuitBreaker(TOLERATED_FAILURES, PAUSE, nanoTime);
    }

    /// `since`: when the oldest of what the record holds was committed.
    void give(int slot, DeliveryRecord record, long since) {
        if (!breaker.allows()) {
            metrics.lost(Loss.NOT_PRODUCED, size(record));
            return;
        }
        var _ =
                producer.produce(slot, record)
                        .whenComplete((_, failure) -> ended(record, since, failure));
    }

    /// Notices a recovery although nothing is published.
    void probe() {
        if (breaker.unwell()) give(0, NOTHING, nanoTime.getAsLong());
    }

    boolean unwell() {
        return breaker.unwell();
    }

    private void ended(DeliveryRecord record, long since, @Nullable Throwable failure) {
        if (failure == null) {
            metrics.publish(nanoTime.getAsLong() - since);
            if (breaker.succeeded()) LOG.atInfo().log("deliveries are published again");
            return;
        }
        metrics.lost(Loss.NOT_PRODUCED, size(record));
        if (failure instanceof NoSuchSlot)
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("delivery to nowhere");
        else if (breaker.failed())
            LOG.atWarn()
                    .addKeyValue("reason", failure.toString())
                    .log("deliveries cannot be published: gateways find them by head checks");
    }

    private static int size(DeliveryRecord record) {
        return record.entries().size() + record.notices().size() + record.displacements().size();
    }
}
