package dev.godwit.chaos.proxy;

import java.time.Duration;
import java.util.SplittableRandom;

/// When what arrives on one lane may leave it: never before what came earlier. Confined like its
/// lane.
final class Delays {
    private static final Duration FIRST_RETRANSMISSION = Duration.ofMillis(200);
    private static final int MOST_RETRANSMISSIONS = 6;

    private final SplittableRandom random;
    private long last = Long.MIN_VALUE;

    Delays(SplittableRandom random) {
        this.random = random;
    }

    /// `now` and the answer in nanoseconds of [System#nanoTime].
    long due(long now, Flow flow) {
        var due = now + flow.latency().toNanos() + jitter(flow) + retransmissions(flow);
        last = last == Long.MIN_VALUE || due - last > 0 ? due : last;
        return last;
    }

    private long jitter(Flow flow) {
        return flow.jitter().isZero() ? 0 : random.nextLong(flow.jitter().toNanos());
    }

    private long retransmissions(Flow flow) {
        var wait = 0L;
        var next = FIRST_RETRANSMISSION.toNanos();
        for (var i = 0; i < MOST_RETRANSMISSIONS && random.nextDouble() < flow.loss(); i++) {
            wait += next;
            next *= 2;
        }
        return wait;
    }
}
