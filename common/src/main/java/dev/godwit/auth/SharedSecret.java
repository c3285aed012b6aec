package dev.godwit.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;

import dev.godwit.config.Secret;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

/// The one secret that issuer and verifier share. Thread-safe.
record SharedSecret(Secret secret, Set<JWSAlgorithm> algorithms) implements VerificationKeys {
    @Override
    public List<? extends Key> keysFor(JWSHeader header) {
        if (!algorithms.contains(header.getAlgorithm())) return List.of();
        return List.of(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HMAC"));
    }
}
