package dev.godwit.config;

import java.time.Duration;
import java.util.List;

/// How tokens are verified: by a shared secret (HMAC), or by the keys a JWKS URL publishes; exactly
/// one of them.
public record AuthSettings(
        Secret hmacSecret,
        String jwksUrl,
        List<String> algorithms,
        String issuer,
        String audience,
        Duration clockSkew) {
    private static final int MIN_HMAC_CHARS = 32;

    public static AuthSettings read(Settings settings) {
        var auth =
                new AuthSettings(
                        settings.optionalSecret(
                                "auth.hmac-secret",
                                "Shared secret of at least 32 bytes that HS256/384/512 tokens are"
                                        + " signed with. Give this or auth.jwks-url."),
                        settings.text(
                                "auth.jwks-url",
                                "",
                                "Where the token issuer publishes its public keys (RFC 7517). Keys"
                                    + " are cached and fetched anew when an unknown one is named."),
                        settings.list(
                                "auth.algorithms",
                                "HS256",
                                "JWS algorithms, separated by commas",
                                "The algorithms a token may be signed with; anything else is"
                                        + " refused, `none` always."),
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
        return auth;
    }

    private void check(Settings settings) {
        var hmac = !hmacSecret.value().isEmpty();
        if (hmac != jwksUrl.isEmpty())
            settings.mistake("auth: give one of auth.hmac-secret and auth.jwks-url");
        if (hmac && hmacSecret.value().length() < MIN_HMAC_CHARS)
            settings.mistake(
                    "auth.hmac-secret: *** (expected: at least " + MIN_HMAC_CHARS + " characters)");
        for (var algorithm : algorithms)
            if (algorithm.startsWith("HS") != hmac)
                settings.mistake(
                        "auth.algorithms: %s (expected: HS… with auth.hmac-secret, public-key algorithms with auth.jwks-url)"
                                .formatted(algorithm));
    }
}
