package dev.godwit.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class RedisConfigTest {
    @Test
    void isPrintedWithoutItsPassword() {
        var reader = ConfigReader.of(Map.of("redis.uri", "rediss://app:hunter2@cache:6380/1"));

        assertThat(RedisConfig.read(reader)).hasToString("rediss://cache:6380");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://:hunter2@cache:1", "redis://:hunter2@cache", "hunter2 :"})
    void anotherUriIsRefusedAndNotRepeated(String uri) {
        var reader = ConfigReader.of(Map.of("redis.uri", uri));

        RedisConfig.read(reader);

        assertThatThrownBy(reader::done)
                .isInstanceOf(InvalidConfiguration.class)
                .message()
                .contains("redis.uri: ***")
                .doesNotContain("hunter2");
    }

    @Test
    void aTruststoreThatCannotBeReadIsRefused() {
        var reader = ConfigReader.of(Map.of("redis.truststore", "/no/such.p12"));

        RedisConfig.read(reader);

        assertThatThrownBy(reader::done)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("redis.truststore: /no/such.p12");
    }
}
