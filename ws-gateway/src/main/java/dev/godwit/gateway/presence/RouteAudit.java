package dev.godwit.gateway.presence;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Has all routes compared where displaced connections may have been told in vain: while hints are
/// lost, every now and then, and once more when they arrive again. Runs on a virtual thread of its
/// own, which nothing holds up: it looks more often than what it asks forgets.
final class RouteAudit implements Runnable {
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final BooleanSupplier hintsLost;
    private final Runnable compare;
    private final Duration lookEvery;
    private final LongSupplier nanoTime;
    private boolean open;
    private long settledAt;

    /// `hintsLost`: at the moment, remembered for longer than `lookEvery`. `compare` returns at
    /// once.
    RouteAudit(
            BooleanSupplier hintsLost,
            Runnable compare,
            Duration lookEvery,
            LongSupplier nanoTime) {
        this.hintsLost = hintsLost;
        this.compare = compare;
        this.lookEvery = lookEvery;
        this.nanoTime = nanoTime;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(lookEvery);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        if (due(hintsLost.getAsBoolean())) {
            compare.run();
        }
    }

    private boolean due(boolean hintsLost) {
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
