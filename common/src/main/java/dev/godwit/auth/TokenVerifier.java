package dev.godwit.auth;

/// Decides whether a bearer token is good. May block (keys are fetched): never called on an event
/// loop. Thread-safe.
public interface TokenVerifier {
    /// Throws [KeysUnavailable] where nobody can say whether the token is good.
    Verification verify(String token);
}
