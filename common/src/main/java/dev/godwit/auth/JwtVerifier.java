package dev.godwit.auth;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;

import dev.godwit.config.AuthConfig;
import dev.godwit.id.InvalidValue;
import dev.godwit.id.UserId;

import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;

/// Verifies JSON Web Tokens as RFC 8725 asks: a signature by an allowed algorithm and one of our
/// own keys, `exp` in the future, `nbf` not, `iss` and `aud` as configured, a `sub` that is a user
/// id. Thread-safe; may block while keys are fetched.
public final class JwtVerifier implements TokenVerifier {
    /// Longer tokens are refused unread.
    static final int MAX_CHARS = 8 * 1024;

    private static final int MAX_REASON = 160;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public JwtVerifier(AuthConfig settings, InstantSource clock) {
        this(keys(settings), new Claims(settings, clock));
    }

    JwtVerifier(VerificationKeys keys, Claims claims) {
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector((header, context) -> keys.keysFor(header));
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static VerificationKeys keys(AuthConfig settings) {
        var algorithms =
                settings.algorithms().stream()
                        .map(JWSAlgorithm::parse)
                        .collect(toUnmodifiableSet());
        return settings.hmac()
                ? new SharedSecret(settings.hmacSecret(), algorithms)
                : new PublishedKeys(settings.jwksUrl(), algorithms);
    }

    @Override
    public Verification verify(String token) {
        if (token.length() > MAX_CHARS) return refused("longer than " + MAX_CHARS + " characters");
        try {
            var signed = parsed(token);
            if (signed.getHeader().getCriticalParams() != null)
                return refused("asks for an extension by `crit`");
            var claims = processor.process(signed, null);
            // Nimbus would take a number for a name, and numbers that differ late for the same one.
            return signed.getPayload().toJSONObject().get("sub") instanceof String subject
                    ? accepted(subject, claims.getExpirationTime().toInstant())
                    : refused("`sub` is not a text");
        } catch (ExpiredJWTException e) {
            return refused("expired");
        } catch (BadJWSException e) {
            return refused("bad signature");
        } catch (BadJWTException e) {
            return refused(printable(String.valueOf(e.getMessage())));
        } catch (BadJOSEException e) {
            return refused("not signed by a known key with an allowed algorithm");
        } catch (ParseException | IllegalArgumentException | JOSEException e) {
            return refused("not a signed JSON Web Token");
        }
    }

    /// An unsecured or encrypted token stops here.
    private static SignedJWT parsed(String token) throws ParseException {
        try {
            return SignedJWT.parse(token);
        } catch (NullPointerException e) { // Nimbus on the header `null`
            throw new ParseException("no header", 0);
        }
    }

    private static Verification accepted(String subject, Instant expiresAt) {
        try {
            return new Verification.Valid(new Identity(new UserId(subject), expiresAt));
        } catch (InvalidValue e) {
            return refused("`sub` is not a user id");
        }
    }

    /// What the claims lack, in words that may quote them: cut to what a log line can bear.
    private static String printable(String message) {
        var safe = message.replaceAll("[^\\x20-\\x7e]", "?");
        return safe.length() <= MAX_REASON ? safe : safe.substring(0, MAX_REASON) + "...";
    }

    private static Verification refused(String why) {
        return new Verification.Refused("token: " + why);
    }
}
