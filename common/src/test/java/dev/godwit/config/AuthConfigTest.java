package dev.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Map;

class AuthConfigTest {
    private static final String SECRET = "a secret of thirty-two characters";

    @Test
    void theAlgorithmsFollowTheKindOfKey() {
        assertThat(read(Map.of("auth.hmac-secret", SECRET)).algorithms()).containsExactly("HS256");
        assertThat(read(Map.of("auth.jwks-url", "https://issuer.example/keys")).algorithms())
                .containsExactly("RS256", "ES256");
    }

    @Test
    void thereIsExactlyOneSourceOfKeys() {
        assertRefused(Map.of(), "give one of");
        assertRefused(
                Map.of("auth.hmac-secret", SECRET, "auth.jwks-url", "https://issuer.example/keys"),
                "give one of");
    }

    @Test
    void anAlgorithmOfTheOtherKindIsRefused() {
        assertRefused(
                Map.of("auth.hmac-secret", SECRET, "auth.algorithms", "HS256,RS256"), "RS256");
        assertRefused(
                Map.of(
                        "auth.jwks-url",
                        "https://issuer.example/keys",
                        "auth.algorithms",
                        "ES256,HS256"),
                "HS256");
        assertRefused(Map.of("auth.hmac-secret", SECRET, "auth.algorithms", "none"), "none");
    }

    @Test
    void aSecretShorterThanItsAlgorithmsHashIsRefusedAndNotShown() {
        assertRefused(Map.of("auth.hmac-secret", "too short"), "***", "32 bytes");
        assertRefused(
                Map.of("auth.hmac-secret", SECRET, "auth.algorithms", "HS512"), "***", "64 bytes");
    }

    @Test
    void anAddressThatCannotBeFetchedIsRefused() {
        assertRefused(Map.of("auth.jwks-url", "file:///etc/passwd"), "http or https");
        assertRefused(Map.of("auth.jwks-url", "not a url"), "http or https");
    }

    private static AuthConfig read(Map<String, String> values) {
        var settings = ConfigReader.of(values);
        var auth = AuthConfig.read(settings);
        settings.done();
        return auth;
    }

    private static void assertRefused(Map<String, String> values, String... named) {
        assertThatThrownBy(() -> read(values))
                .isInstanceOf(InvalidConfiguration.class)
                .message()
                .contains(named)
                .doesNotContain(SECRET, "too short");
    }
}
