package dev.godwit.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    private final TokenBucket bucket = new TokenBucket(10, 3, 0);

    @Test
    void aBurstIsTakenAtOnce() {
        for (var i = 0; i < 3; i++) assertThat(bucket.take(0)).isZero();

        assertThat(bucket.take(0)).isEqualTo(SECOND / 10);
    }

    @Test
    void afterThatTheRateCounts() {
        for (var i = 0; i < 3; i++) bucket.take(0);

        assertThat(bucket.take(SECOND / 10)).isZero();
        assertThat(bucket.take(SECOND / 10)).isPositive();
    }

    @Test
    void whoIsRefusedLosesNothing() {
        for (var i = 0; i < 100; i++) bucket.take(0);

        assertThat(bucket.take(SECOND / 10)).isZero();
    }

    @Test
    void whoSpendsMoreThanThereIsOwesIt() {
        assertThat(bucket.spend(3, 0)).isZero();

        assertThat(bucket.spend(5, 0)).isEqualTo(SECOND / 2);
        assertThat(bucket.spend(0, SECOND / 2)).isZero();
    }

    @Test
    void aPauseFillsItAgainAndNoMore() {
        for (var i = 0; i < 3; i++) bucket.take(0);

        assertThat(bucket.full(SECOND)).isTrue();
        for (var i = 0; i < 3; i++) assertThat(bucket.take(10 * SECOND)).isZero();
        assertThat(bucket.take(10 * SECOND)).isPositive();
    }
}
