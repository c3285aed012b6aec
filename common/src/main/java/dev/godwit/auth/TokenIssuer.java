package dev.godwit.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.godwit.config.AuthConfig;
import dev.godwit.id.UserId;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;

/// Signs tokens with the shared secret, for the local stack, tests and measurements: in production
/// they come from whoever knows the users' passwords. Thread-safe.
public final class TokenIssuer {
    private final AuthConfig settings;
    private final InstantSource clock;

    /// `settings`: those of the verifier, with a shared secret.
    public TokenIssuer(AuthConfig settings, InstantSource clock) {
        if (!settings.hmac())
            throw new IllegalArgumentException("auth.hmac-secret: needed to sign tokens");
        this.settings = settings;
        this.clock = clock;
    }

    /// A token for `user` that is good from now on for `validity`.
    public String issue(UserId user, Duration validity) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(user.value())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(validity)));
        if (!settings.issuer().isEmpty()) claims.issuer(settings.issuer());
        if (!settings.audience().isEmpty()) claims.audience(settings.audience());
        return signed(claims.build());
    }

    private String signed(JWTClaimsSet claims) {
        var algorithm = JWSAlgorithm.parse(settings.algorithms().getFirst());
        var secret = settings.hmacSecret().value().getBytes(StandardCharsets.UTF_8);
        try {
            var token = new SignedJWT(new JWSHeader(algorithm), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("signing with " + algorithm, e);
        }
    }
}
