package dev.godwit.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import dev.godwit.config.AuthConfig;
import dev.godwit.config.Secret;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Tokens good and bad, all made at [#NOW].
final class Tokens {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String SECRET = "a secret that only issuer and verifier share";
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "godwit";

    private Tokens() {}

    static AuthConfig hmac(String... algorithms) {
        return settings(SECRET, "", algorithms);
    }

    static AuthConfig jwks(String url, String... algorithms) {
        return settings("", url, algorithms);
    }

    private static AuthConfig settings(String secret, String url, String... algorithms) {
        return new AuthConfig(
                new Secret(secret), url, List.of(algorithms), ISSUER, AUDIENCE, Duration.ZERO);
    }

    /// Claims that pass; a test spoils one of them.
    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("alice")
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String hs256(JWTClaimsSet claims) {
        return signed(new JWSHeader(JWSAlgorithm.HS256), claims, mac(SECRET));
    }

    /// A token of exactly this header and these claims, properly signed: for what no library would
    /// write.
    static String hs256(String headerJson, String claimsJson) {
        var input = Base64URL.encode(headerJson) + "." + Base64URL.encode(claimsJson);
        try {
            var signature =
                    mac(SECRET)
                            .sign(
                                    new JWSHeader(JWSAlgorithm.HS256),
                                    input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + signature;
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static MACSigner mac(String secret) {
        return mac(secret.getBytes(StandardCharsets.UTF_8));
    }

    static MACSigner mac(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String rs256(RSAKey key) {
        return rsa(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), key);
    }

    static String rsa(JWSHeader header, RSAKey key) {
        try {
            return signed(header, claims().build(), new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
