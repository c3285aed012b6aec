package dev.godwit.chat.publicapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class SendRatesTest {
    private static final UserId ALICE = new UserId("alice");

    private final AtomicLong now = new AtomicLong();
    private final SendRates rates = new SendRates(100, 1_000, now::get);

    @Test
    void aBurstIsTakenAndWhatIsBeyondItComesBackLater() {
        for (var i = 0; i < 1_000; i++) assertThat(rates.take(ALICE)).isZero();

        assertThat(rates.take(ALICE)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void afterTheBurstTheRateCounts() {
        for (var i = 0; i < 1_001; i++) rates.take(ALICE);

        now.addAndGet(Duration.ofSeconds(1).toNanos());

        var taken = 0;
        while (rates.take(ALICE).isZero()) taken++;
        assertThat(taken).isEqualTo(100);
    }

    @Test
    void oneUserDoesNotUseUpAnothersShare() {
        for (var i = 0; i < 1_001; i++) rates.take(ALICE);

        assertThat(rates.take(new UserId("bob"))).isZero();
    }

    @Test
    void whoHasNotSentForAWhileIsForgotten() {
        for (var i = 0; i < 10_001; i++) rates.take(new UserId("user-" + i));

        now.addAndGet(Duration.ofSeconds(20).toNanos());
        rates.take(ALICE);

        assertThat(rates.remembered()).isEqualTo(1);
    }
}
