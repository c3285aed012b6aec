package dev.godwit.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.chat.delivery.DeliveryProducer;
import dev.godwit.chat.delivery.DeliveryProducerContract;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.infra.Infra;
import dev.godwit.internalapi.Undecodable;
import dev.godwit.lifecycle.Backoff;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

class ReconnectingProducerIT extends DeliveryProducerContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SLOTS = 4;

    private final String bootstrap = Infra.kafka().bootstrap();
    private final String topic = Infra.kafka().freshTopicName();
    private final ReconnectingProducer kafka = start(bootstrap);

    @BeforeEach
    void reached() {
        await().atMost(PATIENCE).until(() -> produced(kafka));
    }

    @AfterEach
    void close() {
        kafka.close(PATIENCE);
    }

    @Override
    protected DeliveryProducer producer() {
        return kafka;
    }

    @Override
    protected List<DeliveryRecord> arrived(int slot) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
        var partition = new TopicPartition(topic, slot);
        var records = new ArrayList<DeliveryRecord>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end)
                for (var record : consumer.poll(PATIENCE)) records.add(decoded(record.value()));
        }
        return records;
    }

    @Test
    void makesTheTopicWithOnePartitionPerSlotAndAShortMemory() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var configs = admin.describeConfigs(List.of(resource)).all().get().values();

            assertThat(partitions(admin, topic)).isEqualTo(SLOTS);
            assertThat(configs)
                    .singleElement()
                    .extracting(config -> config.get(TopicConfig.RETENTION_MS_CONFIG).value())
                    .isEqualTo("600000");
        }
    }

    @Test
    void addsPartitionsToATopicThatHasTooFew() throws Exception {
        var small = Infra.kafka().freshTopic(1);

        new DeliveryTopic(KafkaConfig.plain(bootstrap, small, SLOTS)).ensure();

        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            await().atMost(PATIENCE).until(() -> partitions(admin, small) == SLOTS);
        }
    }

    /// As after a Kafka that came back without its data.
    @Test
    void aTopicThatIsGoneIsMadeAgain() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(topic)).all().get();

            await().atMost(PATIENCE)
                    .until(() -> produced(kafka) && partitions(admin, topic) == SLOTS);
        }
    }

    @Test
    void aKafkaThatIsNotThereRefusesAtOnceAndIsWaitedFor() {
        var missing = start("127.0.0.1:" + Infra.freePort());

        assertThat(missing.produce(0, notice("early")).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(1));

        missing.close(Duration.ZERO);
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        var descriptions = admin.describeTopics(List.of(topic)).allTopicNames().get().values();
        return descriptions.stream().mapToInt(each -> each.partitions().size()).sum();
    }

    private ReconnectingProducer start(String at) {
        var backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), new Random(1));
        return ReconnectingProducer.start(KafkaConfig.plain(at, topic, SLOTS), backoff);
    }

    private static boolean produced(DeliveryProducer producer) throws Exception {
        return producer.produce(SLOTS - 1, notice("probe"))
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static DeliveryRecord decoded(byte[] value) {
        try {
            return DeliveryRecord.CODEC.decode(value);
        } catch (Undecodable e) {
            throw new AssertionError(e);
        }
    }
}
