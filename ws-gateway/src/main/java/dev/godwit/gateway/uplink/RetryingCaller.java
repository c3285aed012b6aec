package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.lifecycle.Backoff;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Repeats a call, on another node where there is one, until it is answered or its deadline has
/// passed. Thread-safe; nothing here blocks.
///
/// A call is tried again only when its last try has ended here: answered, reset or timed out, and
/// then cancelled. The node may still be at work on it; that is harmless, because sends carry ids
/// (the second transaction waits for the first and finds its rows), cursors only rise, and the rest
/// changes nothing.
final class RetryingCaller {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingCaller.class);
    private static final Duration SHORTEST_TRY = Duration.ofMillis(10);
    private static final int MAX_INTERNAL_ERRORS = 3;
    private static final int MIN_RETRY_MS = 250;
    private static final int MAX_RETRY_MS = 2_000;

    private final ChatNodes nodes;
    private final UplinkConfig config;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final Hedging hedging;
    private final UplinkMetrics meters;
    private final AtomicBoolean unavailable = new AtomicBoolean();

    RetryingCaller(
            ChatNodes nodes,
            UplinkConfig config,
            Backoff backoff,
            ScheduledExecutorService timer,
            LongSupplier nanoTime,
            UplinkMetrics meters) {
        this.nodes = nodes;
        this.config = config;
        this.backoff = backoff;
        this.random = backoff.random();
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.hedging = new Hedging(nodes, config.hedgeAfter(), timer, meters.hedged()::increment);
        this.meters = meters;
    }

    /// How a call is tried. `hedged`: at two nodes at once where the first is slow; for what may be
    /// done twice. `divisible`: it is given up early where the service fails on it, since it can be
    /// made in parts.
    record Manner(boolean hedged, boolean divisible) {}

    /// Fails with [Unavailable], or with [Rejected] where to repeat it is of no use.
    CompletionStage<byte[]> post(String path, byte[] body, Manner manner) {
        var call = new Call(path, body, manner);
        call.tryOnce();
        return call.answer;
    }

    Unavailable unavailable(String message) {
        return new Unavailable(message, retryInMs());
    }

    /// Something was thrown that is no answer, and that nobody else would see.
    void fault(Throwable thrown) {
        meters.faults().increment();
        LOG.atError().setCause(thrown).log("call to the chat service failed by a fault here");
    }

    private long retryInMs() {
        return random.nextInt(MIN_RETRY_MS, MAX_RETRY_MS);
    }

    /// One call and its tries so far. One try at a time, so its fields have one owner at a time.
    private final class Call {
        private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        private final long start = nanoTime.getAsLong();
        private final String path;
        private final byte[] body;
        private final Manner manner;
        private int failures;
        private int internalErrors;
        private @Nullable Endpoint last;

        Call(String path, byte[] body, Manner manner) {
            this.path = path;
            this.body = body;
            this.manner = manner;
        }

        void tryOnce() {
            guarded(this::post);
        }

        /// A call that never ended would block its lane.
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (Throwable e) {
                gaveUp(e);
            }
        }

        private void post() {
            var left = config.deadline().minus(elapsed());
            if (left.compareTo(SHORTEST_TRY) < 0) { // 0 would be for ever
                gaveUp(new CallFailed("no time left for another try"));
                return;
            }
            var node = nodes.next(last); // only for a try that is made: it renews a suspicion
            last = node;
            var timeout = least(config.tryTimeout(), left);
            var answered =
                    manner.hedged
                            ? hedging.post(node, path, body, timeout)
                            : nodes.post(node, path, body, timeout);
            var _ =
                    answered.whenComplete((content, failure) ->
                            guarded(() -> {
                                if (content != null) {
                                    answered(content);
                                } else {
                                    tried(cause(failure));
                                }
                            }));
        }

        private void answered(byte[] content) {
            if (unavailable.compareAndSet(true, false)) LOG.atInfo().log("chat service answers");
            answer.complete(content);
        }

        private void tried(Throwable failure) {
            var pause = backoff.after(++failures);
            if (!retryable(failure) || elapsed().plus(pause).compareTo(config.deadline()) >= 0) {
                gaveUp(failure);
                return;
            }
            meters.retries().increment();
            var _ = timer.schedule(this::tryOnce, pause.toNanos(), TimeUnit.NANOSECONDS);
        }

        private boolean retryable(Throwable failure) {
            if (!(failure instanceof CallFailed call) || !call.retryable()) {
                return false;
            }
            return !manner.divisible
                    || !call.internalError()
                    || ++internalErrors < MAX_INTERNAL_ERRORS;
        }

        /// Whatever its report throws, as where no memory is left for it, the call ends.
        private void gaveUp(Throwable failure) {
            var told =
                    failure instanceof CallFailed call && call.rejected()
                            ? new Rejected("the service does not do it", retryInMs())
                            : unavailable("the service does not answer");
            try {
                report(failure);
            } finally {
                answer.completeExceptionally(told);
            }
        }

        private void report(Throwable failure) {
            if (!(failure instanceof CallFailed)) {
                fault(failure);
            }
            meters.failed().apply(path.substring(path.lastIndexOf('/') + 1)).increment();
            if (unavailable.compareAndSet(false, true))
                LOG.atWarn()
                        .addKeyValue("call", path)
                        .addKeyValue("tries", failures)
                        .addKeyValue("reason", failure.getMessage())
                        .log("chat service unavailable");
        }

        private Duration elapsed() {
            return Duration.ofNanos(nanoTime.getAsLong() - start);
        }
    }

    private static Throwable cause(@Nullable Throwable failure) {
        if (failure == null) return new CallFailed("no content");
        return failure.getCause() == null ? failure : failure.getCause();
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
