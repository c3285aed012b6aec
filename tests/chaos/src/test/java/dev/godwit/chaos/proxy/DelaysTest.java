package dev.godwit.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

class DelaysTest {
    private static final long MILLI = 1_000_000;
    private static final Flow ROUGH =
            Flow.delayed(Duration.ofMillis(10), Duration.ofMillis(30)).withLoss(0.1);

    @Test
    void nothingOvertakes() {
        var delays = new Delays(new SplittableRandom(1));
        var last = Long.MIN_VALUE;

        for (var now = 0L; now < 10_000 * MILLI; now += MILLI) {
            var due = delays.due(now, ROUGH);

            assertThat(due).isGreaterThanOrEqualTo(last).isGreaterThanOrEqualTo(now + 10 * MILLI);
            last = due;
        }
    }

    @Test
    void whatFollowsALossWaitsForItsRetransmission() {
        var delays = new Delays(new SplittableRandom(1));
        var lossy = Flow.CLEAR.withLoss(0.9);
        var due = delays.due(0, lossy);
        while (due == 0) due = delays.due(0, lossy);

        assertThat(due).isGreaterThanOrEqualTo(200 * MILLI);
        assertThat(delays.due(0, Flow.CLEAR)).isEqualTo(due);
    }

    @Test
    void theSameSeedDelaysTheSame() {
        assertThat(dues(7)).isEqualTo(dues(7)).isNotEqualTo(dues(8));
    }

    private static long[] dues(long seed) {
        var delays = new Delays(new SplittableRandom(seed));
        return LongStream.range(0, 100).map(now -> delays.due(now * MILLI, ROUGH)).toArray();
    }
}
