package dev.godwit.gateway.connection;

import dev.godwit.id.UserId;
import dev.godwit.internalapi.HeadsBatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The safety net under every hint: asks the chat service, once per interval, how far the log of
/// each connected user reaches, so that a lost push costs an interval and never a message.
///
/// Users are asked about in chunks that are spread over the interval. Called often, by one thread.
final class HeadCheck implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HeadCheck.class);

    /// How often [#run] is to be called.
    static final Duration STEP = Duration.ofMillis(100);

    private static final int CHUNK = 1000;
    private static final int MAX_IN_FLIGHT = 4;

    private final LocalRegistry registry;
    private final ChatService chat;
    private final Duration interval;
    private final Duration unwellInterval;
    private final BooleanSupplier unwell;
    private final LongSupplier nanoTime;
    private final AtomicInteger inFlight = new AtomicInteger();

    /// Hints were lost during this round or the one before: a whole round is to follow soon after
    /// the last loss, however short it was.
    private boolean hurried;

    private boolean lostLately;
    private List<UserId> round = List.of();
    private int asked;
    private double progress;
    private long lastRun;

    /// `unwell`: hints to this gateway are being lost, or were a moment ago.
    HeadCheck(
            LocalRegistry registry,
            ChatService chat,
            Duration interval,
            Duration unwellInterval,
            BooleanSupplier unwell,
            LongSupplier nanoTime) {
        this.registry = registry;
        this.chat = chat;
        this.interval = interval;
        this.unwellInterval = unwellInterval;
        this.unwell = unwell;
        this.nanoTime = nanoTime;
        this.lastRun = nanoTime.getAsLong();
    }

    /// Asks about those whose turn has come. Whatever fails, it can be called again: a timer drops
    /// what throws, and the net must never be missing.
    @Override
    public void run() {
        try {
            check();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("head check failed");
        }
    }

    private void check() {
        var now = nanoTime.getAsLong();
        if (unwell.getAsBoolean()) {
            hurried = true;
            lostLately = true;
        }
        var current = hurried ? unwellInterval : interval;
        progress += (double) (now - lastRun) / current.toNanos();
        lastRun = now;
        if (progress >= 1 && asked >= round.size()) nextRound();

        var due = Math.min(round.size(), (int) Math.ceil(progress * chunks()) * CHUNK);
        while (asked < due && inFlight.get() < MAX_IN_FLIGHT) {
            var end = Math.min(asked + CHUNK, round.size());
            ask(round.subList(asked, end));
            asked = end;
        }
    }

    private void nextRound() {
        registry.forgetTheGone();
        round = registry.users();
        asked = 0;
        progress = 0;
        hurried = lostLately;
        lostLately = false;
    }

    private double chunks() {
        return Math.ceil((double) round.size() / CHUNK);
    }

    private void ask(List<UserId> users) {
        var asking = chat.heads(new HeadsBatch(users));
        inFlight.incrementAndGet();
        var _ =
                asking.whenComplete((answer, failure) -> {
                    inFlight.decrementAndGet();
                    if (answer == null) return; // the next round asks again
                    registry.headsChecked(users, answer.heads());
                });
    }
}
