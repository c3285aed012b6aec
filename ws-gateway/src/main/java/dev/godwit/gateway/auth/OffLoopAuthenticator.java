package dev.godwit.gateway.auth;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.gateway.connection.Authenticator;
import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.lifecycle.Readiness;
import dev.godwit.lifecycle.RecencyFlag;

import io.micrometer.core.instrument.Counter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// Verifies each token on a thread that may wait, and no more than so many at once: returning
/// clients are a queue, not a collapse. Thread-safe.
public final class OffLoopAuthenticator implements Authenticator, Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(OffLoopAuthenticator.class);

    /// Tokens that could be verified in between do not make it well: not all need be alike.
    private static final Duration FAILED_LATELY = Duration.ofMinutes(1);

    private static final int RETRY_IN_MS = 1000;

    private final TokenVerifier verifier;
    private final Executor executor;
    private final Semaphore places;
    private final Counter failures;
    private final RecencyFlag failed;

    /// `executor`: runs each task on a thread of its own. `failures`: verifications that came to no
    /// answer.
    public OffLoopAuthenticator(
            TokenVerifier verifier,
            Executor executor,
            int maxWaiting,
            Counter failures,
            LongSupplier nanoTime) {
        this.verifier = verifier;
        this.executor = executor;
        this.places = new Semaphore(maxWaiting);
        this.failures = failures;
        this.failed = new RecencyFlag(FAILED_LATELY, nanoTime);
    }

    @Override
    public String name() {
        return "tokens";
    }

    /// Never unready: another gateway would fail alike, and one token must not take this one away.
    @Override
    public Status status() {
        return failed.remembered()
                ? new Status.Degraded("some could not be verified")
                : new Status.Ready();
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
            return CompletableFuture.supplyAsync(() -> verify(token), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new Unavailable("closing", RETRY_IN_MS));
        }
    }

    /// Whatever is thrown, an [Error] too, the caller gets as its failure; here alone its cause is
    /// seen, once until all was well for a while.
    private Verification verify(String token) {
        try {
            return verifier.verify(token);
        } catch (Throwable e) {
            failures.increment();
            if (!failed.remembered()) {
                LOG.atError().setCause(e).log("tokens cannot be verified");
            }
            failed.happened();
            throw e;
        }
    }
}
