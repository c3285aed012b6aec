package dev.godwit.gateway.registry;

import dev.godwit.id.UserId;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.lifecycle.Readiness;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The safety net under every hint: asks the chat service, once per interval, how far the log of
/// each connected user reaches, so that a lost push costs an interval and never a message.
///
/// Users stand in a line that moves on by its whole length per interval, in chunks; a newcomer
/// joins at its end, so nobody waits for longer than an interval. Called often, by one thread.
public final class HeadCheck implements Runnable, Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(HeadCheck.class);

    /// How often [#run] is to be called.
    static final Duration STEP = Duration.ofMillis(100);

    private static final Duration LONG_AGO = Duration.ofSeconds(5);
    private static final int CHUNK = 1000;
    private static final int MAX_IN_FLIGHT = 4;

    private final LocalRegistry registry;
    private final HeadSource heads;
    private final Duration interval;
    private final Duration unwellInterval;
    private final BooleanSupplier unwell;
    private final RegistryMetrics metrics;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean someFailed = new AtomicBoolean();
    private final Deque<UserId> line = new ArrayDeque<>();

    /// How many are to be asked about by now.
    private double due;

    /// How many are to be asked about soon, since hints were lost: everybody, after the last loss.
    /// A call that failed counts as one, or a round could end that some were left out of.
    private int hurried;

    private long lastRun;
    private volatile long lastSuccess;

    /// `unwell`: hints to this gateway are being lost, or were a moment ago.
    HeadCheck(
            LocalRegistry registry,
            HeadSource heads,
            Duration interval,
            Duration unwellInterval,
            BooleanSupplier unwell,
            RegistryMetrics metrics,
            LongSupplier nanoTime) {
        this.registry = registry;
        this.heads = heads;
        this.interval = interval;
        this.unwellInterval = unwellInterval;
        this.unwell = unwell;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.lastRun = nanoTime.getAsLong();
        this.lastSuccess = lastRun;
    }

    /// Asks about those whose turn has come. Whatever fails, an [Error] too, it can be called
    /// again: a timer drops what throws, and the net must never be missing.
    @Override
    public void run() {
        try {
            check();
            lastSuccess = nanoTime.getAsLong();
        } catch (Throwable e) {
            report(e);
        }
    }

    /// Where not even that can be done, as without memory for it, [#status] says so.
    private void report(Throwable failure) {
        try {
            metrics.headCheckFailed();
            LOG.atError().setCause(failure).log("head check failed");
        } catch (Throwable _) {
            // it has not succeeded, which is seen
        }
    }

    @Override
    public String name() {
        return "head-check";
    }

    /// Without the net a lost hint would be a lost message.
    @Override
    public Status status() {
        var ago = Duration.ofNanos(nanoTime.getAsLong() - lastSuccess);
        return ago.compareTo(LONG_AGO) < 0
                ? new Status.Ready()
                : new Status.NotReady("no head check for %d s".formatted(ago.toSeconds()));
    }

    private void check() {
        registry.drainNewcomersTo(line);
        if (someFailed.getAndSet(false) || unwell.getAsBoolean()) {
            hurried = line.size();
        }
        var now = nanoTime.getAsLong();
        var current = hurried > 0 ? unwellInterval : interval;
        due += (double) line.size() * (now - lastRun) / current.toNanos();
        due = Math.min(due, line.size());
        lastRun = now;
        var chunk = chunk();
        while (chunk > 0 && due >= chunk && inFlight.get() < MAX_IN_FLIGHT) {
            due -= chunk;
            hurried = Math.max(0, hurried - chunk);
            ask(next(chunk));
        }
    }

    /// As large as may be, and all of the same size.
    private int chunk() {
        var chunks = Math.ceilDiv(line.size(), CHUNK);
        return chunks == 0 ? 0 : Math.ceilDiv(line.size(), chunks);
    }

    /// The first in the line, who join it again at its end. Those who are gone leave it.
    private List<UserId> next(int count) {
        var users = new ArrayList<UserId>(count);
        for (var left = line.size(); left > 0 && users.size() < count; left--) {
            var user = line.remove();
            if (registry.keeps(user)) {
                users.add(user);
                line.add(user);
            }
        }
        return users;
    }

    private void ask(List<UserId> users) {
        if (users.isEmpty()) {
            return;
        }
        var asking = heads.heads(new HeadsBatch(users));
        inFlight.incrementAndGet();
        var _ =
                asking.whenComplete((answer, failure) -> {
                    inFlight.decrementAndGet();
                    if (answer == null) {
                        someFailed.set(true); // and they are asked about again in their turn
                        metrics.headCheckFailed();
                        return;
                    }
                    registry.headsChecked(users, answer);
                });
    }
}
