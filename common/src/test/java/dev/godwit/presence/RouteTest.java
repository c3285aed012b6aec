package dev.godwit.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.id.InvalidValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @Test
    void isWrittenAndReadAlike() {
        var route = new Route(7, "boot", "c-1", 42);

        assertThat(route).hasToString("7|boot|c-1|42");
        assertThat(Route.parse("7|boot|c-1|42")).isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7|b|c", "7|b|c|1|x", "x|b|c|1", "7|b|c|x"})
    void anythingElseIsRefused(String value) {
        assertThatThrownBy(() -> Route.parse(value)).isInstanceOf(InvalidValue.class);
    }
}
