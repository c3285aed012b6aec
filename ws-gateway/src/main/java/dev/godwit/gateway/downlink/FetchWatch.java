package dev.godwit.gateway.downlink;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells a broker that has nothing new from one that does not answer: a fetch is answered after at
/// most half a second even if there is nothing. Owned by the delivery thread.
final class FetchWatch {
    private final LongSupplier nanoTime;
    private final Duration patience;
    private double answers = Double.NaN;
    private long since;

    FetchWatch(LongSupplier nanoTime, Duration patience) {
        this.nanoTime = nanoTime;
        this.patience = patience;
        this.since = nanoTime.getAsLong();
    }

    /// `fetchesAnswered`: so far. True where the broker has been silent for too long.
    boolean silent(double fetchesAnswered) {
        var now = nanoTime.getAsLong();
        if (fetchesAnswered != answers) {
            answers = fetchesAnswered;
            since = now;
        }
        return now - since > patience.toNanos();
    }
}
