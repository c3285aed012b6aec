package dev.godwit.chat.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Lets an alarm into the log now and then: what fails for ever is repeated for ever. Thread-safe.
public final class AlarmThrottle {
    private final long between;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /// `between`: from one alarm to the next, at least.
    public AlarmThrottle(Duration between) {
        this.between = between.toNanos();
    }

    public boolean isDue() {
        var now = System.nanoTime();
        var due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + between);
    }
}
