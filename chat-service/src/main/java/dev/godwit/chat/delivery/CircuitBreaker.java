package dev.godwit.chat.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Stops calling what keeps failing: after some failures in a row, one attempt per pause.
/// Thread-safe.
final class CircuitBreaker {
    private final int tolerated;
    private final long pauseNanos;
    private final LongSupplier nanoTime;

    private int failures;
    private long nextAttempt;

    /// `tolerated`: failures in a row after which attempts are spared.
    CircuitBreaker(int tolerated, Duration pause, LongSupplier nanoTime) {
        this.tolerated = tolerated;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /// Whether to make an attempt now; its end is to be reported.
    synchronized boolean allows() {
        if (failures < tolerated) return true;
        var now = nanoTime.getAsLong();
        if (now - nextAttempt < 0) return false;
        nextAttempt = now + pauseNanos;
        return true;
    }

    /// Returns whether this ended a row of failures.
    synchronized boolean succeeded() {
        var recovered = failures > 0;
        failures = 0;
        return recovered;
    }

    /// Returns whether this began a row of failures.
    synchronized boolean failed() {
        failures = Math.min(failures, tolerated) + 1;
        nextAttempt = nanoTime.getAsLong() + pauseNanos;
        return failures == 1;
    }

    /// Whether the last attempt failed.
    synchronized boolean unwell() {
        return failures > 0;
    }
}
