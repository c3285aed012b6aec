package dev.godwit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class EmbeddedKafkaIT {
    private static final String TOPIC = "kept";

    @TempDir Path directory;

    @Test
    void recordsSurviveARestart() throws Exception {
        try (var kafka = start()) {
            write(kafka.bootstrap(), "hello");
        }

        try (var kafka = start()) {
            assertThat(read(kafka.bootstrap())).containsExactly("hello");
        }
    }

    @Test
    void aKilledBrokerIsNoticedAndStartsAgain() throws Exception {
        try (var kafka = start()) {
            write(kafka.bootstrap(), "hello");
            var killed = kafka.onExit();

            Kill.now(kafka.pid());

            assertThat(killed.get(10, TimeUnit.SECONDS)).isNotZero();
        }
        try (var kafka = start()) {
            assertThat(read(kafka.bootstrap())).containsExactly("hello");
        }
    }

    @Test
    void theBrokerAlsoRunsInThisJvm() throws Exception {
        try (var kafka = KafkaBroker.start(directory, 0)) {
            write(kafka.bootstrap(), "hello");

            assertThat(read(kafka.bootstrap())).containsExactly("hello");
        }
    }

    @Test
    void corruptDataIsOneLine() throws Exception {
        start().stop();
        Files.writeString(directory.resolve("data").resolve("meta.properties"), "version=?\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(StartFailed.class)
                .message()
                .contains(directory.toString(), "--fresh")
                .doesNotContain("\n");
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var placement = Placement.in(directory).onPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(placement))
                    .isInstanceOf(StartFailed.class)
                    .message()
                    .contains("Kafka", "127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\n");
        }
    }

    private EmbeddedKafka start() {
        return EmbeddedKafka.start(Placement.in(directory));
    }

    private static void write(String bootstrap, String value) throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static List<String> read(String bootstrap) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap);
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
