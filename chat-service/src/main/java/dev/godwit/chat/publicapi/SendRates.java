package dev.godwit.chat.publicapi;

import dev.godwit.id.UserId;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How many sends each user may make over HTTP: `perSecond`, and `burst` at once after a pause.
/// Thread-safe; remembers only those who sent within the last moments.
final class SendRates {
    private static final int SWEEP_ABOVE = 10_000;
    private static final long NANOS = 1_000_000_000L;

    private final int perSecond;
    private final int burst;
    private final int sweepAbove;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<UserId, Bucket> buckets = new ConcurrentHashMap<>();
    private volatile long sweptAt;

    SendRates(int perSecond, int burst, LongSupplier nanoTime) {
        this(perSecond, burst, SWEEP_ABOVE, nanoTime);
    }

    /// `sweepAbove`: users that are remembered before the quiet ones are forgotten.
    SendRates(int perSecond, int burst, int sweepAbove, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.sweepAbove = sweepAbove;
        this.nanoTime = nanoTime;
        this.sweptAt = nanoTime.getAsLong();
    }

    /// Zero: the send is taken. Otherwise: it is not, and may come back after that time.
    Duration take(UserId user) {
        var now = nanoTime.getAsLong();
        sweep(now);
        var after =
                buckets.compute(
                        user,
                        (_, before) ->
                                (before == null ? new Bucket(burst, now) : before.at(now)).taken());
        return after.refused() ? Duration.ofNanos(NANOS / perSecond) : Duration.ZERO;
    }

    int remembered() {
        return buckets.size();
    }

    /// A full bucket says no more than a missing one.
    private void sweep(long now) {
        if (buckets.size() <= sweepAbove || now - sweptAt < NANOS) return;
        sweptAt = now;
        buckets.values().removeIf(bucket -> bucket.at(now).tokens() >= burst);
    }

    private final class Bucket {
        private final double tokens;
        private final long since;
        private final boolean refused;

        Bucket(double tokens, long since) {
            this(tokens, since, false);
        }

        private Bucket(double tokens, long since, boolean refused) {
            this.tokens = tokens;
            this.since = since;
            this.refused = refused;
        }

        Bucket at(long now) {
            var grown = tokens + (double) (now - since) * perSecond / NANOS;
            return new Bucket(Math.min(burst, grown), now);
        }

        Bucket taken() {
            return tokens >= 1
                    ? new Bucket(tokens - 1, since, false)
                    : new Bucket(tokens, since, true);
        }

        double tokens() {
            return tokens;
        }

        boolean refused() {
            return refused;
        }
    }
}
