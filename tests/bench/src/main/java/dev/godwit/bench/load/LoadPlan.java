package dev.godwit.bench.load;

import java.time.Duration;

/// What is to be sent: `rate` messages a second by all `users` together, in pairs, for `warmup` and
/// then for `measured`; `drain` is how long answers may take after the last send.
public record LoadPlan(
        double rate,
        int users,
        Duration warmup,
        Duration measured,
        int bodyBytes,
        Duration drain,
        int loops,
        Duration alternation) {
    /// All of the measured time alike.
    public LoadPlan(
            double rate,
            int users,
            Duration warmup,
            Duration measured,
            int bodyBytes,
            Duration drain,
            int loops) {
        this(rate, users, warmup, measured, bodyBytes, drain, loops, Duration.ZERO);
    }

    /// The same, calm and attacked by turns of that length.
    public LoadPlan alternating(Duration each) {
        return new LoadPlan(rate, users, warmup, measured, bodyBytes, drain, loops, each);
    }

    public int pairs() {
        return users / 2;
    }

    public Duration length() {
        return warmup.plus(measured);
    }
}
