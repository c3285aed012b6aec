package dev.godwit.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// How tokens are verified: by a shared secret (HMAC), or by the keys a JWKS URL publishes; exactly
/// one of them.
public record AuthConfig(
        Secret hmacSecret,
        String jwksUrl,
        List<String> algorithms,
        String issuer,
        String audience,
        Duration clockSkew) {
    private static final List<String> HMAC = List.of("HS256", "HS384", "HS512");
    private static final List<String> PUBLIC_KEY =
            List.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                    "ES512");

    public static AuthConfig read(ConfigReader settings) {
        var auth =
                new AuthConfig(
                        settings.optionalSecret(
                                "auth.hmac-secret",
                                "Shared secret that HS256/384/512 tokens are signed with, of at"
                                        + " least 32/48/64 bytes. Give this or auth.jwks-url."),
                        settings.text(
                                "auth.jwks-url",
                                "",
                                "Where the token issuer publishes its public keys (RFC 7517). Keys"
                                    + " are cached and fetched anew when an unknown one is named."),
                        settings.list(
                                "auth.algorithms",
                                "",
                                "JWS algorithms, separated by commas",
                                "The algorithms a token may be signed with; anything else is"
                                        + " refused, `none` always. Empty: HS256 with"
                                        + " auth.hmac-secret, RS256 and ES256 with"
                                        + " auth.jwks-url."),
                        settings.text(
                                "auth.issuer",
                                "",
                                "The `iss` a token must carry. Empty: any, or none."),
                        settings.text(
                                "auth.audience",
                                "",
                                "The `aud` a token must name. Empty: any, or none."),
                        settings.duration(
                                "auth.clock-skew",
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofMinutes(5),
                                "How far the issuer's clock may be off when `exp` and `nbf` are"
                                        + " checked."));
        auth.check(settings);
        return auth.algorithms.isEmpty() ? auth.withUsualAlgorithms() : auth;
    }

    /// Whether tokens are signed with the shared secret.
    public boolean hmac() {
        return !hmacSecret.value().isEmpty();
    }

    private AuthConfig withUsualAlgorithms() {
        var usual = hmac() ? List.of("HS256") : List.of("RS256", "ES256");
        return new AuthConfig(hmacSecret, jwksUrl, usual, issuer, audience, clockSkew);
    }

    private void check(ConfigReader settings) {
        if (hmac() != jwksUrl.isEmpty())
            settings.mistake("auth: give one of auth.hmac-secret and auth.jwks-url");
        if (!jwksUrl.isEmpty() && !fetchable(jwksUrl))
            settings.mistake(
                    "auth.jwks-url: %s (expected: an http or https URL)".formatted(jwksUrl));
        var possible = hmac() ? HMAC : PUBLIC_KEY;
        for (var algorithm : algorithms)
            if (!possible.contains(algorithm))
                settings.mistake(
                        "auth.algorithms: %s (expected: some of %s)"
                                .formatted(algorithm, String.join(", ", possible)));
        var needed = algorithms.stream().mapToInt(AuthConfig::secretBytes).max().orElse(32);
        if (hmac() && hmacSecret.value().getBytes(StandardCharsets.UTF_8).length < needed)
            settings.mistake("auth.hmac-secret: *** (expected: at least " + needed + " bytes)");
    }

    /// A secret shorter than the hash it keys is weaker than the algorithm's name says (RFC 7518).
    private static int secretBytes(String algorithm) {
        return switch (algorithm) {
            case "HS512" -> 64;
            case "HS384" -> 48;
            default -> 32;
        };
    }

    private static boolean fetchable(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false; // reported by the caller, with the key and what was expected
        }
    }
}
