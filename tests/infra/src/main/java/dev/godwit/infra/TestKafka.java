package dev.godwit.infra;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// The Kafka of this JVM; it creates no topic by itself. Thread-safe; blocks.
public final class TestKafka {
    private final AtomicInteger created = new AtomicInteger();
    private final String bootstrap;

    TestKafka(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public String bootstrap() {
        return bootstrap;
    }

    /// A topic name that is not taken, for tests whose subject creates the topic.
    public String freshTopicName() {
        return "test-" + created.incrementAndGet();
    }

    /// A new, empty topic.
    public String freshTopic(int partitions) {
        var topic = freshTopicName();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topic " + topic + " cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return topic;
    }
}
