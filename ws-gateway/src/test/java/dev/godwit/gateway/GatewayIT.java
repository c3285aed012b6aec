package dev.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.config.ConfigReader;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.gateway.testing.FakeChatBackend;
import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.uplink.StubChat;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.presence.PresenceKeys;
import dev.godwit.presence.Route;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A whole gateway as its main method starts it, with real Redis and Kafka; only the chat service
/// is a stub.
class GatewayIT {
    private final StubChat chat = StubChat.start(new StubChat.Store(), 0);
    private final String redis = Infra.redis().freshDatabase();
    private final String topic = Infra.kafka().freshTopic(4);
    private final GatewayConfig config = config(0);
    private final Gateway gateway = Gateway.start(config);

    @AfterEach
    void close() {
        gateway.close();
        chat.stop();
    }

    @Test
    void aGatewayBecomesReadyAndCarriesMessagesBothWays() throws Exception {
        awaitReady();
        try (var bob = connect("bob")) {
            bob.expect("welcome");
            bob.expect("live");

            bob.say("{\"type\":\"send\",\"id\":\"m-1\",\"to\":\"alice\",\"body\":\"hi\"}");
            assertThat(bob.expect("accepted").path("seq").asLong()).isEqualTo(1);
            publish(FakeChatBackend.entry("bob", 1, "hi yourself", null));
            assertThat(bob.expect("message").path("body").asText()).isEqualTo("hi yourself");

            assertThat(get("/metrics")).contains("hop=\"gateway.push\"", "hop=\"uplink.send\"");
        }
    }

    /// What Redis and Kafka carry are hints; without a chat service nobody can connect.
    @Test
    void aGatewayIsReadyWithAChatServiceAndDegradedWithoutRedisAndKafka() throws Exception {
        var nobody = "127.0.0.1:" + Infra.freePort();
        var alone = config(Map.of("redis.uri", "redis://" + nobody, "kafka.bootstrap", nobody), 0);
        try (var lonely = Gateway.start(alone)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> answer(lonely, "/health/ready").statusCode() == 200);
            assertThat(answer(lonely, "/health/ready").body())
                    .contains("\"chat-service\":\"ready\"")
                    .contains("\"slot\":\"degraded: ", "\"kafka\":\"degraded: ");
            try (var bob = connect(lonely, "bob")) {
                bob.expect("welcome");
                bob.expect("live");
            }
        }

        var forsaken = config(Map.of("gateway.chat-services", "http://" + nobody), 0);
        try (var lonely = Gateway.start(forsaken)) {
            await().untilAsserted(() ->
                    assertThat(answer(lonely, "/health/ready").body())
                            .contains("\"slot\":\"ready\"", "\"kafka\":\"ready\""));
            assertThat(answer(lonely, "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aGatewayThatStopsSendsItsClientsElsewhere() throws Exception {
        awaitReady();
        try (var bob = connect("bob")) {
            bob.expect("welcome");
            bob.expect("live");

            var stopping = Thread.ofVirtual().start(gateway::close);

            bob.expect("goaway");
            assertThat(bob.closed()).isEqualTo(1012);
            stopping.join();
            try (var jedis = RedisClient.create(redis)) {
                assertThat(jedis.keys("*")).isEmpty();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsToldByName() {
        var taken = config(gateway.ports().clients());

        assertThatThrownBy(() -> Gateway.start(taken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway.port");
    }

    private GatewayConfig config(int port) {
        return config(Map.of(), port);
    }

    private GatewayConfig config(Map<String, String> changes, int port) {
        var values = new HashMap<String, String>();
        values.put("gateway.host", "127.0.0.1");
        values.put("gateway.port", String.valueOf(port));
        values.put("gateway.management-port", "0");
        values.put("gateway.drain", "500ms");
        values.put("gateway.chat-services", "http://127.0.0.1:" + chat.port());
        values.put("redis.uri", redis);
        values.put("kafka.bootstrap", Infra.kafka().bootstrap());
        values.put("kafka.topic", topic);
        values.put("kafka.slots", "4");
        values.put("internal.secret", "s".repeat(32));
        values.put("auth.hmac-secret", "t".repeat(32));
        values.putAll(changes);
        return GatewayConfig.read(ConfigReader.of(values));
    }

    private TestClient connect(String user) throws IOException {
        return connect(gateway, user);
    }

    private TestClient connect(Gateway to, String user) throws IOException {
        var issuer = new TokenIssuer(config.auth(), InstantSource.system());
        var token = issuer.issue(new UserId(user), Duration.ofHours(1));
        return TestClient.connectWith(to.ports().clients(), token, "phone");
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    var health = answer(gateway, "/health/ready");
                    assertThat(health.statusCode()).isEqualTo(200);
                    assertThat(health.body()).doesNotContain("degraded");
                });
    }

    private void publish(DeliveryRecord.Entry entry) throws Exception {
        var record = new DeliveryRecord(List.of(entry), List.of(), List.of());
        var settings = Map.<String, Object>of("bootstrap.servers", Infra.kafka().bootstrap());
        try (var jedis = RedisClient.create(redis);
                var producer =
                        new KafkaProducer<>(
                                settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var value = jedis.hget(PresenceKeys.presence(entry.user()), "phone");
            var slot = Route.parse(value).slot();
            producer.send(
                            new ProducerRecord<>(
                                    topic, slot, null, DeliveryRecord.CODEC.encode(record)))
                    .get();
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return answer(gateway, path).body();
    }

    private HttpResponse<String> answer(Gateway of, String path)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + of.ports().management() + path);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
