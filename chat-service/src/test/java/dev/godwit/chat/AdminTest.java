package dev.godwit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class AdminTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void whatItCannotDoIsAnsweredWithHowToAsk() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(Map.of(), "old-generation")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("admin new-generation");

        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("before chat services");
    }

    @Test
    void aWrongConfigurationIsToldAsAWhole() {
        assertThat(run(Map.of(), "new-generation")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("internal.secret: missing");
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLineWithoutThePassword() {
        var status =
                run(
                        Map.of(
                                "GODWIT_AUTH_HMAC_SECRET",
                                "s".repeat(32),
                                "GODWIT_INTERNAL_SECRET",
                                "i".repeat(32),
                                "GODWIT_DATABASE_URL",
                                "jdbc:postgresql://127.0.0.1:1/godwit",
                                "GODWIT_DATABASE_PASSWORD",
                                "hush-hush"),
                        "new-generation");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("127.0.0.1:1 refused")
                .doesNotContain("hush-hush");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Admin.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
