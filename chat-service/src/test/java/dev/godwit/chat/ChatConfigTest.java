package dev.godwit.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class ChatConfigTest {
    private static final Map<String, String> NEEDED =
            Map.of(
                    "internal.secret", "a secret of more than 32 characters",
                    "auth.hmac-secret", "another secret of more than 32 characters");

    @Test
    void twoSecretsAreEnough() {
        var config = ChatConfig.read(ConfigReader.of(NEEDED));

        assertThat(config.listening().clients().getPort()).isEqualTo(8090);
        assertThat(config.kafka().slots()).isEqualTo(64);
        assertThat(config.limits().allowedOrigins()).isEmpty();
    }

    @Test
    void allMistakesAreReportedTogetherAndNoSecretIsShown() {
        assertThatThrownBy(() ->
                        ChatConfig.read(
                                ConfigReader.of(
                                        Map.of(
                                                "internal.secret", "short",
                                                "database.url", "jdbc:mysql://h/d?password=hidden",
                                                "redis.uri", "http://:hidden@somewhere",
                                                "chat.port", "70000",
                                                "chat.prot", "1"))))
                .isInstanceOf(InvalidConfiguration.class)
                .message()
                .contains("internal.secret", "redis.uri", "chat.port: 70000", "chat.prot", "auth")
                .doesNotContain("short", "hidden");
    }

    @Test
    void entriesAreKeptAsLongAsDevicesMayStayAway() {
        var settings = new HashMap<>(NEEDED);
        settings.put("chat.entry-retention", "29d");
        assertThatThrownBy(() -> ChatConfig.read(ConfigReader.of(settings)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("chat.entry-retention");

        settings.put("chat.device-retention", "29d");
        assertThat(ChatConfig.read(ConfigReader.of(settings)).upkeep().entryRetention())
                .isEqualTo(Duration.ofDays(29));
    }

    @Test
    void aConfigurationCanBePrinted() {
        var settings = new HashMap<>(NEEDED);
        settings.put("database.url", "jdbc:postgresql://me:hidden@a:1,b:2/chat?password=hidden");

        assertThat(ChatConfig.read(ConfigReader.of(settings)).toString())
                .doesNotContain("more than 32", "hidden")
                .contains("jdbc:postgresql://a:1,b:2/chat");
    }
}
