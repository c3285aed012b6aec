package dev.godwit.chat.delivery;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// Kafka is reached while the process stops.
class ReachedInterleavingsTest {
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

    @Test
    void aProducerIsClosedOnceHoweverLateKafkaIsReached() {
        Lincheck.runConcurrentTest(
                300,
                () -> {
                    var reached = AtOnce.shared(new Reached());
                    var producer = new Producer(new AtomicInteger());

                    AtOnce.run(() -> reached.adopt(producer), () -> reached.close(Duration.ZERO));

                    AtOnce.expect(producer.closed.get() == 1, "closed: " + producer.closed.get());
                    AtOnce.expect(reached.producer() == null, "still in use");
                });
    }
}
