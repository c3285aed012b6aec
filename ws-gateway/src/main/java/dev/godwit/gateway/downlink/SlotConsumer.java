package dev.godwit.gateway.downlink;

import dev.godwit.delivery.KafkaConfig;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Kafka consumer of one partition from its end: no group, no commits. Owned by the delivery
/// thread, but for [#wakeup]; fails with `KafkaException`.
final class SlotConsumer implements AutoCloseable {
    static final int FETCH_WAIT_MS = 500;

    private static final Duration ASK = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
    private static final String ANSWERED_FETCHES = "fetch-total";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    private SlotConsumer(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    static SlotConsumer open(KafkaConfig config) {
        var settings =
                Map.<String, Object>of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        FETCH_WAIT_MS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        3_000,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        3_000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        500L,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "godwit-gateway");
        var bytes = new ByteArrayDeserializer();
        return new SlotConsumer(
                new KafkaConsumer<>(config.client(settings), bytes, bytes), config.topic());
    }

    /// Stands at the end of the slot's partition when it returns: what is written later will be
    /// polled. Fails with [NotThere] where the partition does not exist.
    void position(int slot) throws NotThere {
        var partitions = consumer.partitionsFor(topic, ASK);
        var count = partitions == null ? 0 : partitions.size();
        if (slot >= count) throw new NotThere(topic, slot, count);
        var partition = List.of(new TopicPartition(topic, slot));
        consumer.assign(partition);
        consumer.seekToEnd(partition);
        consumer.position(partition.getFirst(), ASK);
    }

    /// The values of what has come, in order; waits for something only briefly.
    List<byte[]> poll() {
        var values = new ArrayList<byte[]>();
        for (var delivery : consumer.poll(Duration.ofMillis(FETCH_WAIT_MS)))
            values.add(delivery.value() == null ? new byte[0] : delivery.value());
        return values;
    }

    /// How many fetches the brokers have answered so far.
    double answeredFetches() {
        for (var metric : consumer.metrics().entrySet())
            if (metric.getKey().name().equals(ANSWERED_FETCHES)
                    && metric.getValue().metricValue() instanceof Double total) return total;
        return 0;
    }

    /// Ends a wait with `WakeupException`. Thread-safe.
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        try {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_LIMIT));
        } catch (TimeoutException e) {
            // Nothing was to be said to the broker.
        }
    }

    /// The topic, or the slot's partition of it, does not exist (yet).
    static final class NotThere extends Exception {
        NotThere(String topic, int slot, int partitions) {
            super(
                    partitions == 0
                            ? "topic " + topic + " does not exist"
                            : "topic %s has %d partitions and none for slot %d"
                                    .formatted(topic, partitions, slot),
                    null,
                    false,
                    false);
        }
    }
}
