package dev.godwit.auth;

/// Decides whether a bearer token is good. May block (keys are fetched): never called on an event
/// loop. Thread-safe.
public interface TokenVerifier {
    Verification verify(String token);
}
