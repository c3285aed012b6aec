package dev.godwit.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class GaugeTest {
    private static final long MILLI = 1_000_000;

    private final Gauge gauge = new Gauge(new SplittableRandom(1));

    @Test
    void withoutLimitsEverythingLeavesAtOnce() {
        gauge.become(Flow.CLEAR);

        assertThat(gauge.piece(100_000)).isEqualTo(100_000);
        gauge.passed(100_000, 5);
        assertThat(gauge.freeAt(6)).isEqualTo(6);
        assertThat(gauge.cuts()).isFalse();
    }

    @Test
    void aPieceIsATwentiethOfASecond() {
        gauge.become(Flow.limitedTo(20_000));
        var now = System.nanoTime();

        assertThat(gauge.piece(16_384)).isEqualTo(1000);
        gauge.passed(1000, now);
        assertThat(gauge.freeAt(now)).isEqualTo(now + 50 * MILLI);
    }

    @Test
    void whatWasNotUsedIsNotSaved() {
        gauge.become(Flow.limitedTo(20_000));
        var later = System.nanoTime() + 60_000 * MILLI;

        gauge.passed(1000, later);

        assertThat(gauge.freeAt(later)).isEqualTo(later + 50 * MILLI);
    }

    @Test
    void thePieceBeforeACutEndsThere() {
        gauge.become(Flow.cut(Cut.after(10, Ending.RESET)));

        assertThat(gauge.piece(7)).isEqualTo(7);
        gauge.passed(7, 0);
        assertThat(gauge.cuts()).isFalse();
        assertThat(gauge.piece(7)).isEqualTo(3);
        gauge.passed(3, 0);
        assertThat(gauge.cuts()).isTrue();
    }
}
