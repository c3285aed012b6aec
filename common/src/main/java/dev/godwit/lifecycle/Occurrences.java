package dev.godwit.lifecycle;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// How often something has happened, for readers that look only now and then: however seldom that
/// is, none of them misses it. Thread-safe.
public final class Occurrences {
    private final AtomicLong count = new AtomicLong();

    public void happened() {
        count.incrementAndGet();
    }

    /// Says whether it has happened since it was last asked. Of one owner, who alone may ask it.
    public BooleanSupplier reader() {
        var seen = new AtomicLong(count.get());
        return () -> {
            var now = count.get();
            return seen.getAndSet(now) != now;
        };
    }
}
