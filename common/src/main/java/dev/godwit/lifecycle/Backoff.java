package dev.godwit.lifecycle;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: anywhere between zero and a bound that doubles with
/// each failure (full jitter). Immutable; thread-safe if `random` is.
public record Backoff(Duration first, Duration max, RandomGenerator random) {
    /// `failures`: attempts that have failed so far, at least 1.
    public Duration after(int failures) {
        var doublings = Math.min(failures - 1, 30);
        var bound = Math.min(max.toNanos(), first.toNanos() << Math.min(doublings, 20));
        return Duration.ofNanos(random.nextLong(Math.max(1, bound)) + 1);
    }
}
