package dev.godwit.gateway.registry;

import java.time.Duration;

/// Time as an event loop has lived through it, in nanoseconds from 0 on. A moment in which the loop
/// did not run (the process was frozen, a collection took long) counts as a second at most: what
/// the gateway did not hear in it is not the clients' silence. Owned by the loop, which asks
/// several times a second.
final class RunningTime {
    private static final long LONGEST_STEP = Duration.ofSeconds(1).toNanos();

    private long seen;
    private long passed;

    RunningTime(long now) {
        this.seen = now;
    }

    /// `now`: of a monotonic clock that goes on while nothing runs.
    long at(long now) {
        passed += Math.min(now - seen, LONGEST_STEP);
        seen = now;
        return passed;
    }
}
