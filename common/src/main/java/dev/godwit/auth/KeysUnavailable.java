package dev.godwit.auth;

/// The issuer's public keys have never been fetched and cannot be now. Says nothing about the
/// token: the bearer should come back, not get a new one.
public final class KeysUnavailable extends RuntimeException {
    KeysUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
