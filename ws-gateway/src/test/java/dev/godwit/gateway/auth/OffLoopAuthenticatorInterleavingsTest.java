package dev.godwit.gateway.auth;

import dev.godwit.auth.TokenVerifier;
import dev.godwit.auth.Verification;
import dev.godwit.infra.AtOnce;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients come back on several event loops at the same time.
class OffLoopAuthenticatorInterleavingsTest {
    private static final Verification NO = new Verification.Refused("no");

    @Test
    void noMoreAreVerifiedAtOnceThanThereArePlacesAndEachPlaceIsGivenBack() {
        Lincheck.runConcurrentTest(
                100,
                () -> {
                    var atWork = new AtomicInteger();
                    TokenVerifier verifier =
                            _ -> {
                                AtOnce.expect(atWork.incrementAndGet() == 1, "two at once");
                                atWork.decrementAndGet();
                                return NO;
                            };
                    var authenticator = AtOnce.shared(authenticator(verifier, Runnable::run));
                    var answers = new Object[2];

                    AtOnce.run(
                            () -> answers[0] = answer(authenticator),
                            () -> answers[1] = answer(authenticator));

                    AtOnce.expect(
                            NO.equals(answers[0]) || NO.equals(answers[1]), "both are refused");
                    AtOnce.expect(NO.equals(answer(authenticator)), "a place is lost");
                });
    }

    @Test
    void aPlaceIsGivenBackWhereNothingCanBeVerifiedAnyMore() {
        var closed = new boolean[] {true};
        var authenticator =
                authenticator(
                        _ -> NO,
                        task -> {
                            if (closed[0]) throw new RejectedExecutionException("closed");
                            task.run();
                        });

        AtOnce.expect(!NO.equals(answer(authenticator)), "a token is verified by nobody");
        closed[0] = false;
        AtOnce.expect(NO.equals(answer(authenticator)), "a place is lost");
    }

    private static OffLoopAuthenticator authenticator(TokenVerifier verifier, Executor executor) {
        var failures = new SimpleMeterRegistry().counter("failures");
        return new OffLoopAuthenticator(verifier, executor, 1, failures, () -> 0);
    }

    private static Object answer(OffLoopAuthenticator authenticator) {
        return authenticator
                .authenticate("token")
                .handle((answer, failure) -> answer != null ? answer : failure)
                .toCompletableFuture()
                .join();
    }
}
