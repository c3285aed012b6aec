package dev.godwit.chat.kafka;

import dev.godwit.chat.delivery.DeliveryProducer;
import dev.godwit.chat.delivery.NoSuchSlot;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.lifecycle.NonBlocking;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Writes each record to the Kafka partition with its slot's number, at once. Thread-safe.
///
/// The partition's leader alone acknowledges it, and what is not acknowledged is tried again until
/// it is too old to be of use: so a broker that moves a partition costs a delay, or an order that
/// the gateways mend by position, where waiting for replicas would cost every record.
final class KafkaDeliveryProducer implements DeliveryProducer {
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "godwit-chat-service",
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.ACKS_CONFIG,
                    "1",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    false,
                    // How long a call waits for room in the buffer, or for the topic's metadata.
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    50,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    1_000,
                    // How long a record is tried.
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    1_500,
                    // A broker that is back is found soon.
                    ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    1_000L,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    16L * 1024 * 1024);

    private final KafkaConfig config;
    private final KafkaProducer<byte[], byte[]> kafka;

    KafkaDeliveryProducer(KafkaConfig config) {
        this.config = config;
        this.kafka =
                new KafkaProducer<>(
                        config.client(SETTINGS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @Override
    public CompletionStage<Void> produce(int slot, DeliveryRecord record) {
        NonBlocking.refuse("producing to Kafka");
        if (slot < 0 || slot >= config.slots())
            return CompletableFuture.failedFuture(new NoSuchSlot(slot, config.slots()));
        var arrived = new CompletableFuture<Void>();
        try {
            var value = DeliveryRecord.CODEC.encode(record);
            var _ =
                    kafka.send(
                            new ProducerRecord<>(config.topic(), slot, null, value),
                            (_, failure) -> {
                                if (failure == null) arrived.complete(null);
                                else arrived.completeExceptionally(failure);
                            });
        } catch (KafkaException | IllegalStateException | IllegalArgumentException e) {
            arrived.completeExceptionally(e);
        }
        return arrived;
    }

    @Override
    public void close(Duration patience) {
        kafka.close(patience);
    }
}
