package dev.godwit.chat.kafka;

import dev.godwit.delivery.KafkaConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The Kafka topic that deliveries travel by: one partition per gateway slot, kept for minutes
/// only, because nobody reads what is not fresh.
record DeliveryTopic(KafkaConfig config) {
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final int SEGMENT_BYTES = 64 * 1024 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    /// Creates the topic where it is missing and adds partitions where it has too few. Blocking.
    void ensure() throws ExecutionException, TimeoutException, InterruptedException {
        var patience = PATIENCE_SECONDS * 1_000;
        var settings =
                Map.<String, Object>of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        patience / 2,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        patience);
        try (var admin = Admin.create(config.client(settings))) {
            if (!created(admin)) grow(admin);
        }
    }

    private boolean created(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        var topic =
                new NewTopic(config.topic(), Optional.of(config.slots()), Optional.empty())
                        .configs(
                                Map.of(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        String.valueOf(RETENTION.toMillis()),
                                        TopicConfig.SEGMENT_MS_CONFIG,
                                        String.valueOf(RETENTION.toMillis()),
                                        TopicConfig.SEGMENT_BYTES_CONFIG,
                                        String.valueOf(SEGMENT_BYTES)));
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) return false;
            throw e;
        }
    }

    private void grow(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        var description =
                admin.describeTopics(List.of(config.topic()))
                        .allTopicNames()
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .get(config.topic());
        if (description == null || description.partitions().size() >= config.slots()) return;
        admin.createPartitions(Map.of(config.topic(), NewPartitions.increaseTo(config.slots())))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
