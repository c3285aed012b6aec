package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Cluster;
import dev.godwit.checker.client.Progress;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a fault finds: the system, and how long it may last. Thread-safe.
public final class FaultContext {
    private final Cluster cluster;
    private final AtomicBoolean over = new AtomicBoolean();

    public FaultContext(Cluster cluster) {
        this.cluster = cluster;
    }

    Cluster cluster() {
        return cluster;
    }

    /// From now on no fault holds any longer.
    public synchronized void end() {
        over.set(true);
        notifyAll();
    }

    public boolean isOver() {
        return over.get();
    }

    /// Returns after that time, or as soon as faults are to end.
    public void hold(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        synchronized (this) {
            while (!over.get()) {
                var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) return;
                try {
                    wait(left);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /// How much work is under way: sends that have not ended and connections that are welcomed, as
    /// the clients last said.
    Evidence work() {
        var now = cluster.progress().values();
        return Evidence.of("")
                .and("pending", now.stream().mapToLong(Progress::pending).sum())
                .and("connected", now.stream().mapToLong(Progress::connected).sum());
    }

    /// Milliseconds since a moment of [System#nanoTime].
    static long since(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
