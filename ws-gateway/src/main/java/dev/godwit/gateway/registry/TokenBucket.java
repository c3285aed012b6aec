package dev.godwit.gateway.registry;

import java.util.concurrent.atomic.AtomicLong;

/// A rate with a burst on a monotonic clock, kept as one number: the time at which the bucket will
/// be full again. Thread-safe.
public final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long costNanos;
    private final long burstNanos;
    private final AtomicLong fullAgainAt;

    public TokenBucket(int perSecond, int burst, long nowNanos) {
        this.costNanos = NANOS_PER_SECOND / perSecond;
        this.burstNanos = costNanos * burst;
        this.fullAgainAt = new AtomicLong(nowNanos);
    }

    /// Takes one token. Returns 0, or in how many nanoseconds there will be one.
    public long take(long nowNanos) {
        while (true) {
            var before = fullAgainAt.get();
            var owed = Math.max(0, before - nowNanos) + costNanos;
            if (owed > burstNanos) return owed - burstNanos;
            if (fullAgainAt.compareAndSet(before, nowNanos + owed)) return 0;
        }
    }

    /// Takes that many tokens, also those there will be only later. Returns 0, or in how many
    /// nanoseconds nothing will be owed.
    public long spend(int tokens, long nowNanos) {
        while (true) {
            var before = fullAgainAt.get();
            var owed = Math.max(0, before - nowNanos) + tokens * costNanos;
            if (fullAgainAt.compareAndSet(before, nowNanos + owed))
                return Math.max(0, owed - burstNanos);
        }
    }

    boolean full(long nowNanos) {
        return fullAgainAt.get() - nowNanos <= 0;
    }
}
