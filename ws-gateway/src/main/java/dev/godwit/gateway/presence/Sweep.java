package dev.godwit.gateway.presence;

import dev.godwit.gateway.registry.Connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Has every connection refreshed, again and again: spread over the interval in quiet times, and at
/// a bounded rate as soon as something has to be repaired. Runs on a virtual thread of its own;
/// [#repair] is thread-safe.
final class Sweep implements Runnable {
    private static final int CHUNK = 256;
    private static final Duration MAX_JITTER = Duration.ofMillis(500);

    private final Collection<Connection> connections;
    private final Consumer<List<Connection>> refresh;
    private final Duration interval;
    private final Duration repairPause;
    private final RandomGenerator random;
    private final Semaphore repairs = new Semaphore(0);

    Sweep(
            Collection<Connection> connections,
            Consumer<List<Connection>> refresh,
            Duration interval,
            int repairPerSecond,
            RandomGenerator random) {
        this.connections = connections;
        this.refresh = refresh;
        this.interval = interval;
        this.repairPause = Duration.ofSeconds(1).multipliedBy(CHUNK).dividedBy(repairPerSecond);
        this.random = random;
    }

    /// Everybody is refreshed soon. A round under way is never broken off, or repairs that keep
    /// coming would leave out the connections at its end: the rest of it is quick, and so is a
    /// whole one after it.
    void repair() {
        repairs.release();
    }

    @Override
    public void run() {
        try {
            var repair = repairCame(interval);
            while (true) {
                repair = sweep(repair);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One round. True where a repair came meanwhile.
    private boolean sweep(boolean repairing) throws InterruptedException {
        if (repairing) {
            Thread.sleep(jitter());
            repairs.drainPermits(); // this round serves them all
        }
        var chunks = chunks();
        var calm = interval.dividedBy(Math.max(1, chunks.size()));
        var repair = false;
        for (var chunk : chunks) {
            refresh.accept(chunk);
            repair |= repairCame(repairing || repair ? repairPause : calm);
        }
        return chunks.isEmpty() ? repairCame(interval) : repair;
    }

    private List<List<Connection>> chunks() {
        var all = new ArrayList<>(connections);
        var chunks = new ArrayList<List<Connection>>();
        for (var from = 0; from < all.size(); from += CHUNK)
            chunks.add(List.copyOf(all.subList(from, Math.min(all.size(), from + CHUNK))));
        return chunks;
    }

    private boolean repairCame(Duration within) throws InterruptedException {
        if (!repairs.tryAcquire(within.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        repairs.drainPermits(); // one round serves them all
        return true;
    }

    /// Gateways that see Redis come back do not all write in the same moment.
    private Duration jitter() {
        return Duration.ofNanos(random.nextLong(MAX_JITTER.toNanos()));
    }
}
