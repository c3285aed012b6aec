package dev.godwit.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ.e.",
                "eyJhbGciOiJI.eyJz.c2ln",
                "xeyJhbGciOiJI.eyJz.c2ln and more",
                "a.eyJh.b.c",
                "eyJ.eyJ.x.y",
                "eyJ..eyJ.x."
            })
    void seesAToken(String text) {
        assertThat(TokenScan.holdsToken(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e",
                "eyJ",
                "eyJ.a",
                "eyJ..a",
                "ey.J.a",
                "eyJ.a b.c",
                "eyJeyJeyJ",
                "a.b.c"
            })
    void seesNoneWhereThereIsNone(String text) {
        assertThat(TokenScan.holdsToken(text)).isFalse();
    }
}
