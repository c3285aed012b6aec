package dev.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class GatewayConfigTest {
    private static final Map<String, String> LEAST =
            Map.of("internal.secret", "s".repeat(32), "auth.hmac-secret", "t".repeat(32));

    @Test
    void secretsAreEnoughToBegin() {
        var config = GatewayConfig.read(ConfigReader.of(LEAST));

        assertThat(config.clients().port()).isEqualTo(8081);
        assertThat(config.connections().window()).isEqualTo(256);
        assertThat(config.connections().user().sendBurst()).isEqualTo(1000);
        assertThat(config.loops()).isPositive();
    }

    @Test
    void aGatewayThatStopsWaitsForTheLastAnswerThatMayCome() {
        var values = new HashMap<>(LEAST);
        values.put("gateway.call-deadline", "20s");

        var config = GatewayConfig.read(ConfigReader.of(values));

        assertThat(config.lastAnswers()).isGreaterThan(Duration.ofSeconds(40));
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        var values = new HashMap<>(LEAST);
        values.put("gateway.port", "99999");
        values.put("gateway.max-frame-bytes", "65536"); // less than the largest body needs
        values.put("gateway.tls-certificate", "/no/such/file.pem");
        values.put("gateway.chat-services", "127.0.0.1:8190");
        values.put("redis.uri", "redis://user:hunter2@nowhere");
        values.put("gateway.windwo", "1");

        var failure =
                catchThrowableOfType(
                        InvalidConfiguration.class,
                        () -> GatewayConfig.read(ConfigReader.of(values)));

        assertThat(failure.mistakes())
                .anyMatch(mistake -> mistake.startsWith("gateway.port: 99999"))
                .anyMatch(mistake -> mistake.startsWith("gateway.max-frame-bytes: 65536"))
                .anyMatch(mistake -> mistake.contains("tls-key"))
                .anyMatch(mistake -> mistake.contains("/no/such/file.pem"))
                .anyMatch(mistake -> mistake.startsWith("gateway.chat-services"))
                .anyMatch(mistake -> mistake.startsWith("redis.uri"))
                .anyMatch(mistake -> mistake.startsWith("gateway.windwo"));
        assertThat(failure.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void whatWouldExpireBeforeItIsRenewedIsRefused() {
        var values = new HashMap<>(LEAST);
        values.put("gateway.lease", "10s");
        values.put("gateway.lease-renewal", "4s");
        values.put("gateway.route-life", "11s");

        var failure =
                catchThrowableOfType(
                        InvalidConfiguration.class,
                        () -> GatewayConfig.read(ConfigReader.of(values)));

        assertThat(failure.mistakes())
                .hasSize(2)
                .anyMatch(mistake -> mistake.startsWith("gateway.lease: "))
                .anyMatch(mistake -> mistake.startsWith("gateway.route-life: "));
    }
}
