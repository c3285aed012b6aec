package dev.godwit.gateway.uplink;

import static java.util.Objects.requireNonNullElseGet;

import com.linecorp.armeria.client.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Tries that are made at a second node as well where the first is slow: whichever answers first
/// counts. For calls that change nothing more when they are done twice. The other is left to its
/// end: the node goes on working at it, counts as busy with it until then, and that it was slow
/// once is no reason to leave it alone.
///
/// Of a long run of tries at most one in ten gets a second one, so that a service that is slow
/// because it has too much to do is not given twice as much. Thread-safe; nothing here blocks.
final class Hedging {
    private static final int TRIES_PER_HEDGE = 10;
    private static final int MAX_SAVED = 10 * TRIES_PER_HEDGE;

    /// Where tries are made, as [ChatNodes] says.
    interface Nodes {
        CompletableFuture<byte[]> post(Endpoint node, String path, byte[] body, Duration timeout);

        @Nullable Endpoint other(Endpoint slow);
    }

    private final Nodes nodes;
    private final Duration after;
    private final ScheduledExecutorService timer;
    private final Runnable hedged;

    /// Tries so far that no hedge has been made for.
    private final AtomicInteger saved = new AtomicInteger(MAX_SAVED);

    /// `after`: when a try counts as slow. `hedged` is told of each second try.
    Hedging(Nodes nodes, Duration after, ScheduledExecutorService timer, Runnable hedged) {
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
    final class Race {
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        private final AtomicInteger underWay = new AtomicInteger();
        private final String path;
        private final byte[] body;
        private final Duration timeout;

        Race(String path, byte[] body, Duration timeout) {
            this.path = path;
            this.body = body;
            this.timeout = timeout;
        }

        void enter(Endpoint node) {
            underWay.incrementAndGet();
            CompletableFuture<byte[]> one;
            try {
                one = nodes.post(node, path, body, timeout);
            } catch (Throwable e) {
                one = CompletableFuture.failedFuture(e);
            }
            var _ = one.whenComplete(this::ended);
        }

        /// The answer may come meanwhile: then this costs a request for nothing.
        void hedge(Endpoint slow) {
            var other = nodes.other(slow);
            if (answer.isDone() || other == null || !affordable()) {
                return;
            }
            hedged.run();
            enter(other);
        }

        private void ended(byte @Nullable [] content, @Nullable Throwable failure) {
            if (content != null) {
                answer.complete(content); // before another failure may count as the last
            }
            if (underWay.decrementAndGet() == 0 && content == null) {
                answer.completeExceptionally(
                        failure instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : requireNonNullElseGet(
                                        failure, () -> new CallFailed("no content")));
            }
        }
    }
}
