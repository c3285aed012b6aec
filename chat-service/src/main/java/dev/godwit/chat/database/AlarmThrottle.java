package dev.godwit.chat.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Lets one alarm a second into the log: what fails for ever is repeated for ever. Thread-safe.
public final class AlarmThrottle {
    private static final long BETWEEN_ALARMS = Duration.ofSeconds(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    public boolean isDue() {
        var now = System.nanoTime();
        var due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + BETWEEN_ALARMS);
    }
}
