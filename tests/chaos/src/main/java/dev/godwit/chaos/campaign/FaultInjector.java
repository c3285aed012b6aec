package dev.godwit.chaos.campaign;

import dev.godwit.chaos.fault.Claims;
import dev.godwit.chaos.fault.Fault;
import dev.godwit.chaos.fault.FaultContext;
import dev.godwit.chaos.fault.FaultLog;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Carries out faults, each on a virtual thread. Its own methods are for one thread, which they
/// block.
///
/// Where the machine cannot keep up with the schedule, faults come later, never more of them at the
/// same time.
final class FaultInjector {
    private static final int MOST_AT_ONCE = 6;

    private final FaultContext surroundings;
    private final FaultLog log;
    private final Tally tally;
    private final Claims claims = new Claims();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    FaultInjector(FaultContext surroundings, FaultLog log, Tally tally) {
        this.surroundings = surroundings;
        this.log = log;
        this.tally = tally;
    }

    /// Strikes by the schedule for that long, then heals what is not healed yet.
    void run(Schedule schedule, Duration length) throws InterruptedException {
        var began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (var planned : schedule.faults()) {
                    surroundings.hold(planned.at().minusNanos(System.nanoTime() - began));
                    room.acquire();
                    if (over(began, length)) {
                        room.release();
                        break;
                    }
                    launch(threads, planned.fault());
                }
                surroundings.hold(length.minusNanos(System.nanoTime() - began));
            } finally {
                surroundings.end();
            }
        }
    }

    /// Strikes one after the other, each `gap` after the one before it was healed.
    void run(Iterator<Fault> faults, Duration gap, Duration length) throws InterruptedException {
        var began = System.nanoTime();
        try {
            surroundings.hold(gap);
            while (faults.hasNext() && !over(began, length)) {
                strike(faults.next());
                surroundings.hold(gap);
            }
        } finally {
            surroundings.end();
        }
    }

    private boolean over(long began, Duration length) {
        return surroundings.isOver() || System.nanoTime() - began >= length.toNanos();
    }

    private void launch(ExecutorService threads, Fault fault) {
        var _ =
                threads.submit(() -> {
                    try {
                        strike(fault);
                    } finally {
                        room.release();
                    }
                    return fault;
                });
    }

    /// A system that does not heal is no place for more faults.
    private void strike(Fault fault) throws InterruptedException {
        try (var _ = claims.take(fault.claims())) {
            if (surroundings.isOver()) return;
            tally.began(fault);
            var id = log.began(fault.kind(), fault.target(), fault.detail());
            log.ended(id, fault.happen(surroundings));
            tally.ended(fault);
        } catch (RuntimeException e) {
            tally.failed(fault, String.valueOf(e.getMessage()));
            surroundings.end();
        }
    }
}
