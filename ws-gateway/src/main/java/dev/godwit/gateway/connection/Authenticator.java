package dev.godwit.gateway.connection;

import dev.godwit.auth.Verification;

import java.util.concurrent.CompletionStage;

/// Decides about tokens without blocking the caller. Thread-safe. Stages complete on any thread and
/// fail with [Unavailable] where too much is asked at once.
public interface Authenticator {
    CompletionStage<Verification> authenticate(String token);
}
