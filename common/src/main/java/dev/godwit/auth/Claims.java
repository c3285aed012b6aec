package dev.godwit.auth;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;

import dev.godwit.config.AuthConfig;

import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/// What a token must claim: `exp` and `sub` always, `iss` and `aud` where they are configured.
/// Thread-safe.
final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private static final Set<String> REQUIRED = Set.of("exp", "sub");

    private final InstantSource clock;

    Claims(AuthConfig settings, InstantSource clock) {
        super(
                settings.audience().isEmpty() ? null : Set.of(settings.audience()),
                exactly(settings.issuer()),
                REQUIRED,
                Set.of());
        this.clock = clock;
        setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
    }

    private static JWTClaimsSet exactly(String issuer) {
        var claims = new JWTClaimsSet.Builder();
        return (issuer.isEmpty() ? claims : claims.issuer(issuer)).build();
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }
}
