package dev.godwit.gateway.presence;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether displaced connections may have been told in vain: while hints are lost, every now and
/// then, and once more when they arrive again. Owned by the lease's thread.
final class RouteAudit {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final LongSupplier nanoTime;
    private boolean open;
    private long settledAt;

    RouteAudit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Whether everybody's route is to be compared now. `hintsLost`: at the moment.
    boolean due(boolean hintsLost) {
        var now = nanoTime.getAsLong();
        if (hintsLost && !open) {
            open = true;
            settledAt = now;
            return false;
        }
        var due = open && (!hintsLost || now - settledAt >= PAUSE.toNanos());
        open = hintsLost;
        if (due) settledAt = now;
        return due;
    }
}
