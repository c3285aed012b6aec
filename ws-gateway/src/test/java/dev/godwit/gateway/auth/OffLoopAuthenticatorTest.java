package dev.godwit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.lifecycle.Readiness.Status;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class OffLoopAuthenticatorTest {
    private static final Verification NO = new Verification.Refused("no");

    /// Fails as a deeply nested token might, and else refuses.
    private static final TokenVerifier VERIFIER =
            token -> {
                if (token.equals("deep")) {
                    throw new StackOverflowError();
                }
                return NO;
            };

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final OffLoopAuthenticator authenticator =
            new OffLoopAuthenticator(
                    VERIFIER, Runnable::run, 10, meters.counter("failures"), now::get);

    @Test
    void aVerificationThatEndsInAnErrorIsCountedAndShowsInTheHealth() {
        assertThat(authenticator.authenticate("deep")).isCompletedExceptionally();

        assertThat(meters.counter("failures").count()).isEqualTo(1);
        assertThat(authenticator.status()).isInstanceOf(Status.Degraded.class);
    }

    @Test
    void itIsWellAgainOnceNothingHasFailedForAWhile() {
        assertThat(authenticator.authenticate("deep")).isCompletedExceptionally();
        assertThat(authenticator.authenticate("plain")).isCompletedWithValue(NO);
        assertThat(authenticator.status()).isInstanceOf(Status.Degraded.class);

        now.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(authenticator.status()).isEqualTo(new Status.Ready());
    }

    @Test
    void aRefusalIsNoFailure() {
        assertThat(authenticator.authenticate("plain")).isCompletedWithValue(NO);

        assertThat(meters.counter("failures").count()).isZero();
        assertThat(authenticator.status()).isEqualTo(new Status.Ready());
    }
}
