package dev.godwit.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.infra.TestPostgres;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.InternalCall;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.Undecodable;
import dev.godwit.presence.PresenceKeys;
import dev.godwit.presence.Route;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class ChatServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");

    private final TestPostgres.Database database = Infra.postgres().freshDatabase();

    @Test
    void aMessageIsStoredAnnouncedReadAcknowledgedAndFoundInHistory() throws Exception {
        var redis = URI.create(Infra.redis().freshDatabase());
        var topic = Infra.kafka().freshTopicName();
        var config =
                new TestConfig(database)
                        .with("redis.uri", redis.toString())
                        .with("kafka.bootstrap", Infra.kafka().bootstrap())
                        .with("kafka.topic", topic)
                        .read();
        try (var service = ChatService.start(config);
                var presence = RedisClient.create(redis)) {
            var tokens = new TokenIssuer(config.auth(), InstantSource.system());
            call(
                    service,
                    InternalCall.OPEN,
                    new OpenBatch(List.of(new OpenBatch.Item(BOB, PHONE))));
            online(presence, BOB, 1);
            online(presence, ALICE, 2);

            var sent = post(service, tokens, "{\"id\":\"m-1\",\"to\":\"bob\",\"body\":\"hi\"}");
            assertThat(sent.status()).isEqualTo(HttpStatus.CREATED);
            // Kafka may come up after the first message; a repeated send is published again.
            await().atMost(PATIENCE)
                    .until(() -> {
                        post(service, tokens, "{\"id\":\"m-1\",\"to\":\"bob\",\"body\":\"hi\"}");
                        return !records(topic, 1).isEmpty();
                    });

            var pushed = records(topic, 1).getFirst().entries().getFirst();
            var page = read(service, BOB).pages().getFirst();
            assertThat(page.head()).isEqualTo(1);
            assertThat(page.entries().getFirst().frame()).isEqualTo(pushed.frame());
            call(
                    service,
                    InternalCall.ACK,
                    new AckBatch(List.of(new AckBatch.Item(BOB, PHONE, 1))));
            await().atMost(PATIENCE).until(() -> !records(topic, 2).isEmpty());
            assertThat(text(records(topic, 2).getFirst().notices().getFirst().frame()))
                    .contains("\"delivered\":1");

            assertThat(get(service, tokens, "/v1/conversations/bob/messages").contentUtf8())
                    .contains("\"body\":\"hi\"");
            assertThat(get(service, tokens, "/v1/conversations").contentUtf8())
                    .contains("\"peer\":\"bob\"", "\"delivered\":1");
            assertThat(metrics(service))
                    .contains("godwit_hop_seconds_bucket{hop=\"commit\"", "hop=\"publish\"");
        }
    }

    @Test
    void withoutRedisAndKafkaItServesAndSaysThatHintsAreUnwell() throws Exception {
        var nowhere = "127.0.0.1:" + Infra.freePort();
        var config =
                new TestConfig(database)
                        .with("redis.uri", "redis://" + nowhere)
                        .with("kafka.bootstrap", nowhere)
                        .read();
        try (var service = ChatService.start(config)) {
            assertThat(ready(service)).isEqualTo(HttpStatus.OK);

            var answer =
                    call(service, InternalCall.SEND, new SendBatch(List.of(message("m-1", "hi"))));

            assertThat(answer.results().getFirst().outcome()).isEqualTo(SendBatch.Outcome.STORED);
            await().atMost(PATIENCE)
                    .until(() ->
                            post(service, InternalCall.HEADS, new HeadsBatch(List.of(BOB)))
                                    .join()
                                    .headers()
                                    .contains(InternalCall.HINTS_UNWELL));
        }
    }

    @Test
    void twoServicesOnOneDatabaseKnowEachOthersMessages() throws Exception {
        var config = alone().read();
        try (var one = ChatService.start(config);
                var other = ChatService.start(config)) {
            var first = send(one, message("m-1", "hi"));
            var again = send(other, message("m-1", "hi"));
            var conflict = send(other, message("m-1", "something else"));

            assertThat(first.outcome()).isEqualTo(SendBatch.Outcome.STORED);
            assertThat(again.outcome()).isEqualTo(SendBatch.Outcome.DUPLICATE);
            assertThat(again.seq()).isEqualTo(first.seq());
            assertThat(conflict.outcome()).isEqualTo(SendBatch.Outcome.CONFLICT);
        }
    }

    @Test
    void sendsInFlightAreAnsweredWhenItStops() throws Exception {
        var service = ChatService.start(alone().read());
        var answers = new ArrayList<CompletableFuture<AggregatedHttpResponse>>();
        for (var i = 0; i < 50; i++)
            answers.add(
                    post(
                            service,
                            InternalCall.SEND,
                            new SendBatch(List.of(message("m-" + i, "hi")))));
        answers.getFirst().join();

        service.close();

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer)
                                .succeedsWithin(Duration.ofSeconds(5))
                                .extracting(AggregatedHttpResponse::status)
                                .isIn(HttpStatus.OK, HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void anIdleServiceStopsAtOnce() throws Exception {
        var service = ChatService.start(alone().read());
        var begin = System.nanoTime();

        service.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void aStartThatWaitsForPostgresIsLiveNotReadyAndCanBeEnded() throws Exception {
        var management = Infra.freePort();
        var config =
                alone().with("database.url", "jdbc:postgresql://127.0.0.1:1/none")
                        .with("chat.management-port", String.valueOf(management))
                        .read();
        var ended = new CompletableFuture<Throwable>();
        var starting =
                Thread.ofPlatform()
                        .start(() -> {
                            try (var service = ChatService.start(config)) {
                                ended.completeExceptionally(
                                        new AssertionError("started: " + service.ports()));
                            } catch (InterruptedException e) {
                                ended.complete(e);
                            }
                        });

        var health = WebClient.of("http://127.0.0.1:" + management).blocking();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(health.get("/health/live").status()).isEqualTo(HttpStatus.OK);
                    assertThat(health.get("/health/ready").contentUtf8())
                            .contains("waiting for PostgreSQL");
                });
        starting.interrupt();

        assertThat(ended).succeedsWithin(PATIENCE);
    }

    @Test
    void aServiceThatStopsIsNotReadyAndServesOnUntilItsNoticeIsOver() throws Exception {
        var config = alone().with("chat.drain-notice", "5m").read();
        var tokens = new TokenIssuer(config.auth(), InstantSource.system());
        var service = ChatService.start(config);
        var stopping = Thread.ofVirtual().start(service::close);
        try {
            await().atMost(PATIENCE)
                    .until(() -> ready(service).equals(HttpStatus.SERVICE_UNAVAILABLE));

            var sent = post(service, tokens, "{\"id\":\"m-1\",\"to\":\"bob\",\"body\":\"hi\"}");

            assertThat(sent.status()).isEqualTo(HttpStatus.CREATED);
        } finally {
            stopping.interrupt(); // the notice is over
            stopping.join();
        }
    }

    private TestConfig alone() {
        var nowhere = "127.0.0.1:" + Infra.freePort();
        return new TestConfig(database)
                .with("redis.uri", "redis://" + nowhere)
                .with("kafka.bootstrap", nowhere);
    }

    private static void online(RedisClient redis, UserId user, int slot) {
        redis.hset(
                PresenceKeys.presence(user),
                PHONE.value(),
                new Route(slot, "boot", "connection", 1).toString());
    }

    private static SendBatch.Item message(String id, String body) {
        return new SendBatch.Item(ALICE, PHONE, new ClientMessageId(id), BOB, "text", body);
    }

    private static SendBatch.Result send(ChatService service, SendBatch.Item message)
            throws Exception {
        return call(service, InternalCall.SEND, new SendBatch(List.of(message)))
                .results()
                .getFirst();
    }

    private static ReadBatch.Answer read(ChatService service, UserId user) throws Exception {
        return call(
                service,
                InternalCall.READ,
                new ReadBatch(List.of(new ReadBatch.Item(user, PHONE, 0, 256))));
    }

    private static <Q, A> A call(ChatService service, InternalCall<Q, A> call, Q request)
            throws Undecodable {
        var response = post(service, call, request).join();
        assertThat(response.status()).isEqualTo(HttpStatus.OK);
        return call.answer().decode(response.content().array());
    }

    private static <Q, A> CompletableFuture<AggregatedHttpResponse> post(
            ChatService service, InternalCall<Q, A> call, Q request) {
        return WebClient.of("h2c://127.0.0.1:" + service.ports().internal())
                .prepare()
                .post(call.path())
                .header(HttpHeaderNames.AUTHORIZATION, "Bearer " + TestConfig.INTERNAL_SECRET)
                .content(MediaType.parse(InternalCall.MEDIA_TYPE), call.request().encode(request))
                .execute()
                .aggregate();
    }

    private static AggregatedHttpResponse post(
            ChatService service, TokenIssuer tokens, String body) {
        return WebClient.of("http://127.0.0.1:" + service.ports().external())
                .blocking()
                .prepare()
                .post("/v1/messages")
                .header(HttpHeaderNames.AUTHORIZATION, bearer(tokens))
                .content(MediaType.JSON, body)
                .execute();
    }

    private static AggregatedHttpResponse get(
            ChatService service, TokenIssuer tokens, String path) {
        return WebClient.of("http://127.0.0.1:" + service.ports().external())
                .blocking()
                .prepare()
                .get(path)
                .header(HttpHeaderNames.AUTHORIZATION, bearer(tokens))
                .execute();
    }

    private static String bearer(TokenIssuer tokens) {
        return "Bearer " + tokens.issue(ALICE, Duration.ofMinutes(5));
    }

    private static HttpStatus ready(ChatService service) {
        return WebClient.of("http://127.0.0.1:" + service.ports().management())
                .blocking()
                .get("/health/ready")
                .status();
    }

    private static String metrics(ChatService service) {
        return WebClient.of("http://127.0.0.1:" + service.ports().management())
                .blocking()
                .get("/metrics")
                .contentUtf8();
    }

    private static List<DeliveryRecord> records(String topic, int slot) throws Undecodable {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers",
                        Infra.kafka().bootstrap(),
                        "allow.auto.create.topics",
                        false);
        var partition = new TopicPartition(topic, slot);
        var records = new ArrayList<DeliveryRecord>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(topic).size() <= slot) return records;
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end)
                for (var record : consumer.poll(PATIENCE))
                    records.add(DeliveryRecord.CODEC.decode(record.value()));
        }
        return records;
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
