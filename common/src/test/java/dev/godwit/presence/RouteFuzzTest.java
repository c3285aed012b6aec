package dev.godwit.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.godwit.id.InvalidValue;

import java.nio.charset.StandardCharsets;

/// Whatever stands in Redis is a route, or refused.
class RouteFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void aPresenceValue(byte[] bytes) {
        var value = new String(bytes, StandardCharsets.UTF_8);
        try {
            var route = Route.parse(value);
            assertThat(route.slot()).isNotNegative();
            assertThat(route.epoch()).isNotNegative();
            assertThat(Route.parse(route.toString())).isEqualTo(route);
        } catch (InvalidValue e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(256);
        }
    }
}
