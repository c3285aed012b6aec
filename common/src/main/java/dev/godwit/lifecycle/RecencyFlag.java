package dev.godwit.lifecycle;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether something has happened within the last moments, for those who look only now and then.
/// Thread-safe.
public final class RecencyFlag {
    private final long forNanos;
    private final LongSupplier nanoTime;
    private volatile boolean ever;
    private volatile long last;

    public RecencyFlag(Duration memory, LongSupplier nanoTime) {
        this.forNanos = memory.toNanos();
        this.nanoTime = nanoTime;
    }

    public void happened() {
        last = nanoTime.getAsLong();
        ever = true;
    }

    public boolean remembered() {
        return ever && nanoTime.getAsLong() - last < forNanos;
    }
}
