package dev.godwit.gateway.downlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.embedded.EmbeddedKafka;
import dev.godwit.embedded.Placement;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.lifecycle.Readiness.Status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

class DownlinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordingRegistry registry = new RecordingRegistry();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var resource : opened.reversed()) resource.close();
    }

    @Test
    void whatIsWrittenToTheSlotArrivesInOrder() throws Exception {
        var topic = Infra.kafka().freshTopic(3);
        produce(topic, 1, record(77));
        var downlink = open(Infra.kafka().bootstrap(), topic);
        var missing = downlink.hintLosses();
        assertThat(downlink.status()).isInstanceOf(Status.Degraded.class);
        assertThat(missing.getAsBoolean()).isTrue();

        get(downlink.claimed(1));
        for (var n = 1; n <= 100; n++) produce(topic, n % 2, record(n));

        var odd = LongStream.rangeClosed(1, 100).filter(n -> n % 2 == 1).boxed().toList();
        await().untilAsserted(() -> assertThat(registry.delivered).isEqualTo(odd));
        assertThat(downlink.status()).isInstanceOf(Status.Ready.class);
        assertThat(missing.getAsBoolean()).isFalse();
    }

    @Test
    void whatCannotBeReadIsSkippedAndCounted() throws Exception {
        var topic = Infra.kafka().freshTopic(1);
        get(open(Infra.kafka().bootstrap(), topic).claimed(0));

        produce(topic, 0, new byte[] {1, 2, 3});
        produce(topic, 0, new byte[0]);
        produce(topic, 0, withAnEntryOfAnotherKind(record(1)));

        await().untilAsserted(() -> assertThat(registry.delivered).containsExactly(1L));
        assertThat(meters.counter("undecodable").count()).isEqualTo(3);
    }

    /// Whoever looks later learns that something was lost.
    @Test
    void aDeliveryThatFailsDoesNotStopTheNext() throws Exception {
        var topic = Infra.kafka().freshTopic(1);
        var downlink = open(Infra.kafka().bootstrap(), topic);
        get(downlink.claimed(0));
        var missing = downlink.hintLosses();
        assertThat(missing.getAsBoolean()).isFalse();
        registry.failsOnce.set(true);

        produce(topic, 0, record(1));
        await().until(() -> !registry.failsOnce.get());
        produce(topic, 0, record(2));

        await().untilAsserted(() -> assertThat(registry.delivered).containsExactly(2L));
        assertThat(missing.getAsBoolean()).isTrue();
        assertThat(missing.getAsBoolean()).isFalse();
    }

    @Test
    void whenItsThreadHasEndedTheGatewayIsNotReady() throws Exception {
        var topic = Infra.kafka().freshTopic(1);
        var downlink = open(Infra.kafka().bootstrap(), topic);
        get(downlink.claimed(0));

        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("downlink"))
                .forEach(Thread::interrupt);

        await().untilAsserted(() ->
                assertThat(downlink.status())
                        .isEqualTo(new Status.NotReady("the delivery thread has ended")));
        assertThat(downlink.hintLosses().getAsBoolean()).isTrue();
    }

    @Test
    void anotherSlotReplacesTheOneBefore() throws Exception {
        var topic = Infra.kafka().freshTopic(2);
        var downlink = open(Infra.kafka().bootstrap(), topic);
        get(downlink.claimed(0));

        get(downlink.claimed(1));
        produce(topic, 0, record(1));
        produce(topic, 1, record(2));

        await().untilAsserted(() -> assertThat(registry.delivered).containsExactly(2L));
    }

    @Test
    void aTopicThatDoesNotExistYetIsWaitedFor() throws Exception {
        var topic = Infra.kafka().freshTopicName();
        var downlink = open(Infra.kafka().bootstrap(), topic);
        var abandoned = downlink.claimed(1).toCompletableFuture();
        await().untilAsserted(() ->
                assertThat(downlink.status())
                        .asString()
                        .contains("topic " + topic + " does not exist"));
        var claimed = downlink.claimed(0);
        assertThatThrownBy(() -> abandoned.get(1, TimeUnit.SECONDS)).isNotNull();

        create(Infra.kafka().bootstrap(), topic);
        get(claimed);
        produce(topic, 0, record(1));

        await().untilAsserted(() -> assertThat(registry.delivered).containsExactly(1L));
    }

    @Test
    void kafkaMayComeLaterAndRestartAndFreeze(@TempDir Path directory) throws Exception {
        var port = Infra.freePort();
        var bootstrap = "127.0.0.1:" + port;
        var downlink = open(bootstrap, "deliveries");
        var claimed = downlink.claimed(0);
        var missing = downlink.hintLosses();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(downlink.status()).asString().contains("Kafka: "));
        assertThat(downlink.status()).isInstanceOf(Status.Degraded.class);

        var first = EmbeddedKafka.start(Placement.in(directory).onPort(port));
        create(bootstrap, "deliveries");
        get(claimed);
        produce(bootstrap, "deliveries", 0, record(1));
        await().untilAsserted(() -> assertThat(registry.delivered).containsExactly(1L));

        first.stop();
        await().atMost(PATIENCE).until(() -> degraded(downlink));
        assertThat(missing.getAsBoolean()).isTrue();

        var second = EmbeddedKafka.start(Placement.in(directory).onPort(port));
        opened.addFirst(second);
        await().atMost(PATIENCE).until(() -> !degraded(downlink));
        produce(bootstrap, "deliveries", 0, record(2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(registry.delivered).containsExactly(1L, 2L));

        signal("STOP", second.pid());
        await().atMost(Duration.ofSeconds(3)).until(() -> degraded(downlink));
        signal("CONT", second.pid());
        await().atMost(PATIENCE).until(() -> !degraded(downlink));
    }

    @Test
    void afterClosingItIsNotReady() throws Exception {
        var topic = Infra.kafka().freshTopic(1);
        var idle = open(Infra.kafka().bootstrap(), topic);
        var busy = open(Infra.kafka().bootstrap(), topic);
        get(busy.claimed(0));

        idle.close();
        busy.close();

        assertThat(idle.status()).isInstanceOf(Status.NotReady.class);
        assertThat(busy.status()).isInstanceOf(Status.NotReady.class);
        assertThat(busy.hintLosses().getAsBoolean()).isTrue();
    }

    private static boolean degraded(Downlink downlink) {
        return downlink.status() instanceof Status.Degraded;
    }

    private static void signal(String name, long pid) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    private Downlink open(String bootstrap, String topic) {
        var downlink =
                Downlink.open(
                        KafkaConfig.plain(bootstrap, topic, 1),
                        registry,
                        new Random(1),
                        new DownlinkMetrics(
                                meters.counter("records"),
                                meters.counter("undecodable"),
                                meters.counter("failures")));
        opened.add(downlink);
        return downlink;
    }

    private static byte[] record(long n) {
        var entry = new DeliveryRecord.Entry(new UserId("alice"), n, new byte[] {'{', '}'}, null);
        return DeliveryRecord.CODEC.encode(
                new DeliveryRecord(List.of(entry), List.of(), List.of()));
    }

    private static byte[] withAnEntryOfAnotherKind(byte[] record) throws Exception {
        var cbor = new CBORMapper();
        var newer = (ObjectNode) cbor.readTree(record);
        newer.withArray("entries").addObject().put("user", "alice").put("erasedUpTo", 4);
        return cbor.writeValueAsBytes(newer);
    }

    private static void produce(String topic, int partition, byte[] value) throws Exception {
        produce(Infra.kafka().bootstrap(), topic, partition, value);
    }

    private static void produce(String bootstrap, String topic, int partition, byte[] value)
            throws Exception {
        var bytes = new ByteArraySerializer();
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap, "linger.ms", 0);
        try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
            producer.send(new ProducerRecord<>(topic, partition, null, value)).get();
        }
    }

    private static void create(String bootstrap, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    private static void get(CompletionStage<Void> done) throws Exception {
        done.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
