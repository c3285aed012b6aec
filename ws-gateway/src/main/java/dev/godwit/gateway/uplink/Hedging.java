package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import io.micrometer.core.instrument.Counter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Tries that are made at a second node as well where the first is slow: whichever answers first
/// counts, and the other is cancelled. For calls that change nothing more when they are done twice.
///
/// Of a long run of tries at most one in ten gets a second one, so that a service that is slow
/// because it has too much to do is not given twice as much. Thread-safe; nothing here blocks.
final class Hedging {
    private static final int TRIES_PER_HEDGE = 10;
    private static final int MAX_SAVED = 10 * TRIES_PER_HEDGE;

    private final ChatNodes nodes;
    private final Duration after;
    private final ScheduledExecutorService timer;
    private final Counter hedged;

    /// Tries so far that no hedge has been made for.
    private final AtomicInteger saved = new AtomicInteger(MAX_SAVED);

    /// `after`: when a try counts as slow.
    Hedging(ChatNodes nodes, Duration after, ScheduledExecutorService timer, Counter hedged) {
        this.nodes = nodes;
        this.after = after;
        this.timer = timer;
        this.hedged = hedged;
    }

    /// As [ChatNodes#post].
    CompletableFuture<byte[]> post(Endpoint node, String path, byte[] body, Duration timeout) {
        saved.getAndUpdate(tries -> Math.min(MAX_SAVED, tries + 1));
        var race = new Race(path, body, timeout);
        race.enter(node);
        var second = timer.schedule(() -> race.hedge(node), after.toNanos(), TimeUnit.NANOSECONDS);
        var _ = race.answer.whenComplete((_, _) -> second.cancel(false));
        return race.answer;
    }

    private boolean affordable() {
        var before =
                saved.getAndUpdate(
                        tries -> tries < TRIES_PER_HEDGE ? tries : tries - TRIES_PER_HEDGE);
        return before >= TRIES_PER_HEDGE;
    }

    /// The tries of one call that are under way at the same time.
    private final class Race {
        private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        private final String path;
        private final byte[] body;
        private final Duration timeout;

        // Guarded by this.
        private final List<CompletableFuture<byte[]>> tries = new ArrayList<>();
        private int underWay;

        Race(String path, byte[] body, Duration timeout) {
            this.path = path;
            this.body = body;
            this.timeout = timeout;
        }

        void enter(Endpoint node) {
            var one = nodes.post(node, path, body, timeout);
            synchronized (this) {
                tries.add(one);
                underWay++;
            }
            var _ = one.whenComplete(this::ended);
        }

        /// The answer may come meanwhile: then this costs a request for nothing.
        void hedge(Endpoint slow) {
            var other = nodes.other(slow);
            if (answer.isDone() || other == null || !affordable()) {
                return;
            }
            hedged.increment();
            enter(other);
            if (answer.isDone()) {
                cancelAll();
            } else {
                nodes.slow(slow);
            }
        }

        private void ended(byte @Nullable [] content, @Nullable Throwable failure) {
            boolean last;
            synchronized (this) {
                last = --underWay == 0;
            }
            if (content != null) {
                answer.complete(content);
                cancelAll();
            } else if (last) {
                answer.completeExceptionally(
                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : new CallFailed(String.valueOf(failure)));
            }
        }

        private void cancelAll() {
            List<CompletableFuture<byte[]>> all;
            synchronized (this) {
                all = List.copyOf(tries);
            }
            all.forEach(each -> each.cancel(false));
        }
    }
}
