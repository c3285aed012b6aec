package dev.godwit.chat.kafka;

import dev.godwit.chat.delivery.DeliveryProducer;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.infra.AtOnce;
import dev.godwit.lifecycle.Backoff;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// Kafka is reached while the process stops.
class ReconnectingProducerInterleavingsTest {
    private static final KafkaConfig KAFKA = KafkaConfig.plain("nowhere:1", "deliveries", 1);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1));

    private record Producer(AtomicInteger closed) implements DeliveryProducer {
        @Override
        public CompletionStage<Void> produce(int slot, DeliveryRecord record) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close(Duration patience) {
            closed.incrementAndGet();
        }
    }

    /// The first virtual thread of a JVM starts threads of the JDK, which Lincheck must not take
    /// for the test's.
    @BeforeAll
    static void startTheJdksThreads() {
        Thread.ofVirtual().unstarted(() -> {});
    }

    @Test
    void aProducerIsClosedOnceHoweverLateKafkaIsReached() {
        Lincheck.runConcurrentTest(
                300,
                () -> {
                    var reached = AtOnce.shared(new ReconnectingProducer(KAFKA, BACKOFF));
                    var producer = new Producer(new AtomicInteger());

                    AtOnce.run(() -> reached.adopt(producer), () -> reached.close(Duration.ZERO));

                    AtOnce.expect(producer.closed.get() == 1, "closed: " + producer.closed.get());
                    AtOnce.expect(reached.reached() == null, "still in use");
                });
    }
}
