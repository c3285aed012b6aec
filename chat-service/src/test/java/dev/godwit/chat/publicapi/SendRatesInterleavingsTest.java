package dev.godwit.chat.publicapi;

import dev.godwit.id.UserId;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Users send on many threads while time passes and the quiet ones are forgotten.
@Param(name = "user", gen = IntGen.class, conf = "0:1")
public class SendRatesInterleavingsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<UserId> USERS = List.of(new UserId("alice"), new UserId("bob"));

    private final AtomicLong now = new AtomicLong();
    private final SendRates rates = new SendRates(1, 1, 0, now::get);

    @Operation
    public boolean take(@Param(name = "user") int user) {
        return rates.take(USERS.get(user)).isZero();
    }

    @Operation
    public void aSecondPasses() {
        now.addAndGet(SECOND);
    }

    @Test
    void takingIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(80)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .check(SendRatesInterleavingsTest.class);
    }

    /// Whoever forgets must not forget what was taken a moment ago.
    @Test
    void aUserWhoSendsWhileTheQuietOnesAreForgottenIsNotForgotten() {
        Lincheck.runConcurrentTest(
                300,
                () -> {
                    var clock = new AtomicLong();
                    var shared = AtOnce.shared(new SendRates(1, 1, 0, clock::get));
                    shared.take(USERS.get(0));
                    clock.set(2 * SECOND);
                    var taken = new boolean[1];

                    AtOnce.run(
                            () -> taken[0] = shared.take(USERS.get(0)).isZero(),
                            () -> shared.take(USERS.get(1)));

                    AtOnce.expect(taken[0], "refused after a pause");
                    AtOnce.expect(!shared.take(USERS.get(0)).isZero(), "two in one moment");
                });
    }
}
