package dev.godwit.gateway.auth;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.gateway.connection.Authenticator;
import dev.godwit.gateway.connection.Unavailable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Verifies each token on a thread that may wait, and no more than so many at once: returning
/// clients are a queue, not a collapse. Thread-safe.
public final class OffLoopAuthenticator implements Authenticator {
    private static final int RETRY_IN_MS = 1000;

    private final TokenVerifier verifier;
    private final Executor executor;
    private final Semaphore places;

    /// `executor`: runs each task on a thread of its own.
    public OffLoopAuthenticator(TokenVerifier verifier, Executor executor, int maxWaiting) {
        this.verifier = verifier;
        this.executor = executor;
        this.places = new Semaphore(maxWaiting);
    }

    @Override
    public CompletionStage<Verification> authenticate(String token) {
        if (!places.tryAcquire())
            return CompletableFuture.failedFuture(
                    new Unavailable("too many tokens to verify", RETRY_IN_MS));
        return verifying(token).whenComplete((_, _) -> places.release());
    }

    private CompletableFuture<Verification> verifying(String token) {
        try {
            return CompletableFuture.supplyAsync(() -> verifier.verify(token), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new Unavailable("closing", RETRY_IN_MS));
        }
    }
}
