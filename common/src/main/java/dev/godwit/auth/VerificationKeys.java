package dev.godwit.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;

import java.security.Key;
import java.util.List;

/// The keys that may have signed a token. Thread-safe.
interface VerificationKeys {
    /// The keys to try for a token with this header; none where its algorithm is not allowed or its
    /// key is not known. Only `alg` and `kid` of the header count: a key, or the address of one,
    /// that a token brings along is never looked at.
    ///
    /// Throws [KeysUnavailable] where the keys cannot be had.
    List<? extends Key> keysFor(JWSHeader header) throws KeySourceException;
}
