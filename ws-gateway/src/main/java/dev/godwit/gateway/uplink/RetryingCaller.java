package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import dev.godwit.gateway.connection.Unavailable;
import dev.godwit.lifecycle.Backoff;

import io.micrometer.core.instrument.Counter;

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
    private static final int MIN_RETRY_MS = 250;
    private static final int MAX_RETRY_MS = 2_000;

    private final ChatNodes nodes;
    private final UplinkConfig config;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final Counter retries;
    private final Counter failed;
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
        this.retries = meters.retries();
        this.failed = meters.failedBatches();
    }

    /// Fails with [Unavailable], or with [Rejected] where to repeat it is of no use.
    CompletionStage<byte[]> post(String path, byte[] body) {
        var call = new Call(path, body);
        call.tryOnce();
        return call.answer;
    }

    Unavailable unavailable(String message) {
        return new Unavailable(message, retryInMs());
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
        private int failures;
        private @Nullable Endpoint last;

        Call(String path, byte[] body) {
            this.path = path;
            this.body = body;
        }

        void tryOnce() {
            try {
                post();
            } catch (RuntimeException e) {
                tried(e); // a call that never ended would block its lane
            }
        }

        private void post() {
            var node = nodes.next(last);
            var left = config.deadline().minus(elapsed());
            if (left.compareTo(SHORTEST_TRY) < 0) { // 0 would be for ever
                gaveUp(new CallFailed("no time left for another try"));
                return;
            }
            last = node;
            nodes.post(node, path, body, least(config.tryTimeout(), left))
                    .whenComplete((content, failure) -> {
                        if (content != null) answered(content);
                        else tried(cause(failure));
                    });
        }

        private void answered(byte[] content) {
            if (unavailable.compareAndSet(true, false)) LOG.atInfo().log("chat service answers");
            answer.complete(content);
        }

        private void tried(Throwable failure) {
            var pause = backoff.after(++failures);
            var retryable = failure instanceof CallFailed call && call.retryable();
            if (!retryable || elapsed().plus(pause).compareTo(config.deadline()) >= 0) {
                gaveUp(failure);
                return;
            }
            retries.increment();
            var _ = timer.schedule(this::tryOnce, pause.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void gaveUp(Throwable failure) {
            failed.increment();
            if (unavailable.compareAndSet(false, true))
                LOG.atWarn()
                        .addKeyValue("call", path)
                        .addKeyValue("tries", failures)
                        .addKeyValue("reason", failure.getMessage())
                        .log("chat service unavailable");
            var rejected = failure instanceof CallFailed call && call.rejected();
            answer.completeExceptionally(
                    rejected
                            ? new Rejected("the service does not do it", retryInMs())
                            : unavailable("the service does not answer"));
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
