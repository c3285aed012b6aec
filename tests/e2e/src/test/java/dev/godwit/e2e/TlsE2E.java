package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.Acks.AT_ONCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.config.ConfigReader;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedRedis;
import dev.godwit.embedded.KafkaBroker;
import dev.godwit.embedded.Placement;
import dev.godwit.embedded.SelfSigned;
import dev.godwit.presence.RedisConfig;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The hints' whole way through a Redis and a Kafka that take connections with TLS alone.
class TlsE2E {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String TOPIC = "deliveries";
    private static final String PASSWORD = "trusted";

    @TempDir Path directory;

    @Test
    void presenceAndDeliveriesTravelWithTls() throws Exception {
        var own = SelfSigned.in(directory);
        var truststore = own.truststore(PASSWORD).toString();
        try (var redis = EmbeddedRedis.start(Placement.fresh(), Durability.NONE, own);
                var kafka = KafkaBroker.start(directory, own)) {
            var settings =
                    Map.of(
                            "redis.uri",
                            redis.uri(),
                            "redis.truststore",
                            truststore,
                            "redis.truststore-password",
                            PASSWORD,
                            "kafka.bootstrap",
                            kafka.bootstrap(),
                            "kafka.topic",
                            TOPIC,
                            "kafka.slots",
                            "2",
                            "kafka.security-file",
                            securityFile(truststore));
            var reader = ConfigReader.of(settings);
            try (var cluster = Cluster.start(settings);
                    var presence = RedisConfig.read(reader).client("test", 1, TIMEOUT);
                    var admin = Admin.create(KafkaConfig.read(reader).client(Map.of()))) {
                var alice = cluster.connect(0, "alice", "phone", AT_ONCE).awaitLive();
                var bob = cluster.connect(1, "bob", "phone", AT_ONCE).awaitLive();
                await().until(() -> presence.keys("presence:*").size() == 2);

                alice.send("m-1", "bob", "hi");

                assertThat(TestClient.body(bob.awaitMessages(1).getFirst())).isEqualTo("hi");
                await().until(() -> published(admin) > 0);
            }
            try (var distrustful = distrustful(redis.uri())) {
                assertThatThrownBy(distrustful::ping)
                        .isInstanceOf(JedisConnectionException.class)
                        .hasStackTraceContaining("PKIX");
            }
        }
    }

    private static RedisClient distrustful(String uri) {
        return RedisConfig.at(URI.create(uri)).client("test", 1, TIMEOUT);
    }

    private String securityFile(String truststore) throws Exception {
        var text =
                """
                security.protocol = SSL
                ssl.truststore.type = PKCS12
                ssl.truststore.location = %s
                ssl.truststore.password = %s
                """
                        .formatted(truststore, PASSWORD);
        return Files.writeString(directory.resolve("kafka.properties"), text).toString();
    }

    private static long published(Admin admin) throws Exception {
        var latest =
                Map.of(
                        new TopicPartition(TOPIC, 0), OffsetSpec.latest(),
                        new TopicPartition(TOPIC, 1), OffsetSpec.latest());
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }
}
