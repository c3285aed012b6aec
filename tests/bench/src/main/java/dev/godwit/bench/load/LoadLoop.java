package dev.godwit.bench.load;

import dev.godwit.bench.ledger.Ledger;
import dev.godwit.bench.ledger.Violations;

import io.netty.channel.EventLoop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The share of the load that one event loop carries: its pairs, their part of the schedule, what
/// it counted. Runs on that loop, except for [#add].
final class LoadLoop {
    /// Bounds how often a fast schedule wakes the loop; what is due by then is sent together.
    private static final long SHORTEST_WAIT_NANOS = 200_000;

    private static final long DRAIN_CHECK_MS = 20;

    /// After the last answer: long enough for a double of it to show.
    private static final long SETTLE_MS = 500;

    private final EventLoop loop;
    private final LoadPlan plan;
    private final Violations violations;
    private final LongSupplier clock;
    private final List<UserConnection> users = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();
    private final Tally tally = new Tally();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Schedule schedule = new Schedule(0, 1, 1, 0);
    private long next;
    private long drainUntil;

    LoadLoop(EventLoop loop, LoadPlan plan, Violations violations, LongSupplier clock) {
        this.loop = loop;
        this.plan = plan;
        this.violations = violations;
        this.clock = clock;
    }

    EventLoop loop() {
        return loop;
    }

    /// Takes a pair. Only before [#start].
    List<UserConnection> add(Participant one, Participant other) {
        var ledger = new Ledger(one.user(), other.user(), violations);
        ledgers.add(ledger);
        var pair =
                List.of(
                        connection(one, ledger.forth(), ledger.back()),
                        connection(other, ledger.back(), ledger.forth()));
        users.addAll(pair);
        return pair;
    }

    /// Begins to send at `startNanos`.
    void start(long startNanos) {
        var share = plan.rate() * users.size() / plan.users();
        var window = Generator.window(plan, startNanos);
        tally.open(window);
        var count = (long) (share * plan.length().toNanos() / 1e9);
        schedule = new Schedule(startNanos, share, users.size(), count);
        drainUntil = window.toNanos() + plan.drain().toNanos();
        later(this::tick, Duration.ZERO);
    }

    /// Done when everything is sent and answered, or the drain is over.
    CompletableFuture<Void> done() {
        return done;
    }

    Tally tally() {
        return tally;
    }

    /// Judges and hangs up.
    void close() {
        ledgers.forEach(Ledger::close);
        users.forEach(UserConnection::leave);
    }

    private UserConnection connection(
            Participant me, dev.godwit.bench.ledger.Stream out, dev.godwit.bench.ledger.Stream in) {
        return new UserConnection(me, out, in, plan.bodyBytes(), tally, violations, clock);
    }

    private void tick() {
        var now = clock.getAsLong();
        while (next < schedule.count() && schedule.at(next) <= now) {
            users.get(schedule.user(next)).send(schedule.at(next));
            next++;
        }
        if (next == schedule.count()) {
            drain();
            return;
        }
        var wait = Math.max(schedule.at(next) - now, SHORTEST_WAIT_NANOS);
        later(this::tick, Duration.ofNanos(wait));
    }

    private void drain() {
        if (clock.getAsLong() > drainUntil) done.complete(null);
        else if (ledgers.stream().anyMatch(ledger -> ledger.pending() > 0))
            later(this::drain, Duration.ofMillis(DRAIN_CHECK_MS));
        else later(() -> done.complete(null), Duration.ofMillis(SETTLE_MS));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task completes `done` when it fails
    private void later(Runnable task, Duration wait) {
        loop.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                wait.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
