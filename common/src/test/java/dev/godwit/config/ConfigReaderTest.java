package dev.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class ConfigReaderTest {
    @Test
    void theEnvironmentWinsOverTheFileAndTheFileOverTheDefault(@TempDir Path dir)
            throws IOException {
        var file = Files.writeString(dir.resolve("godwit.properties"), "a.port = 1\na.x = file\n");
        var settings = ConfigReader.load(file, Map.of("GODWIT_A_PORT", "2"));

        assertThat(settings.port("a.port", 3, "")).isEqualTo(2);
        assertThat(settings.text("a.x", "default", "")).isEqualTo("file");
        assertThat(settings.text("a.y", "default", "")).isEqualTo("default");
        settings.done();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndSecretsAreNot() {
        var settings =
                ConfigReader.of(
                        Map.of(
                                "a.port", "70000",
                                "a.wait", "5 parsecs",
                                "a.flag", "yes",
                                "a.secret", "tooshort",
                                "a.prot", "8081",
                                "b.other", "of a section nobody reads"));

        settings.port("a.port", 1, "");
        settings.duration("a.wait", Duration.ofSeconds(1), Duration.ZERO, Duration.ofHours(1), "");
        settings.flag("a.flag", true, "");
        settings.secret("a.secret", 32, "");
        settings.required("a.url", "a URL", "");

        assertThat(catchThrowableOfType(InvalidConfiguration.class, settings::done).mistakes())
                .containsExactly(
                        "a.port: 70000 (expected: 0..65535)",
                        "a.wait: 5 parsecs (expected: 0ms..1h)",
                        "a.flag: yes (expected: true or false)",
                        "a.secret: *** (expected: a secret of at least 32 characters)",
                        "a.url: missing (expected: a URL)",
                        "a.prot: no such key");
    }

    @Test
    void durationsAreWrittenAsPeopleWriteThem() {
        for (var text : new String[] {"0ms", "250ms", "30s", "10m", "12h", "30d"})
            assertThat(Durations.write(Durations.parse(text))).isEqualTo(text);
        assertThatThrownBy(() -> Durations.parse("1.5s"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensAreVerifiedBySecretOrByKeysAndTheAlgorithmsMustFit() {
        var both =
                ConfigReader.of(
                        Map.of(
                                "auth.hmac-secret", "s".repeat(32),
                                "auth.jwks-url", "http://127.0.0.1/jwks",
                                "auth.algorithms", "RS256"));

        AuthConfig.read(both);

        assertThat(catchThrowableOfType(InvalidConfiguration.class, both::done).mistakes())
                .hasSize(2)
                .noneMatch(mistake -> mistake.contains("sss"));
    }
}
