package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpStatus;

import dev.godwit.config.Secret;
import dev.godwit.lifecycle.Backoff;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class RetryingCallerIT {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final AtomicLong nanoTime = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean reportsFail;

    /// A busy event loop: whatever it was to do in a moment happens after the deadline.
    @Test
    void aCallWhoseTimeRunsOutBeforeItsNextTryEnds() throws Exception {
        aCallThatIsRefusedEnds(new LateTimer());
    }

    /// An [Error] between two tries: a call that never ended would block its lane.
    @Test
    void aCallThatCannotBeTriedAgainEnds() throws Exception {
        aCallThatIsRefusedEnds(new BrokenTimer());

        assertThat(meters.counter("faults").count()).isEqualTo(1);
    }

    @Test
    void aCallWhoseFailureCannotBeReportedEnds() throws Exception {
        reportsFail = true;

        aCallThatIsRefusedEnds(new BrokenTimer());
    }

    private void aCallThatIsRefusedEnds(ScheduledThreadPoolExecutor timer) throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var chat = StubChat.start(new StubChat.Store(), 0);
        try (var nodes = new ChatNodes(config(chat.port()), loops);
                timer) {
            await().until(() -> nodes.next(null) != null);
            chat.refuseNext(100, HttpStatus.SERVICE_UNAVAILABLE);

            var call =
                    caller(nodes, chat.port(), timer)
                            .post(
                                    "/internal/v1/send",
                                    new byte[1],
                                    new RetryingCaller.Manner(false, false));

            await().untilAsserted(() ->
                    assertThat(call.toCompletableFuture()).isCompletedExceptionally());
        } finally {
            chat.stopSoon();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
        }
    }

    private RetryingCaller caller(ChatNodes nodes, int port, ScheduledThreadPoolExecutor timer) {
        return new RetryingCaller(
                nodes,
                config(port),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1)),
                timer,
                nanoTime::get,
                new UplinkMetrics(
                        meters.timer("send"),
                        meters.counter("retries"),
                        meters.counter("hedged"),
                        call -> {
                            if (reportsFail) throw new StackOverflowError("as told");
                            return meters.counter("failed", "call", call);
                        },
                        meters.counter("bad"),
                        meters.counter("refused"),
                        meters.counter("faults")));
    }

    private static UplinkConfig config(int port) {
        return new UplinkConfig(
                List.of(URI.create("http://127.0.0.1:" + port)),
                new Secret("0123456789abcdef0123456789abcdef"),
                1,
                16,
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Duration.ofMillis(200),
                DEADLINE);
    }

    private static final class BrokenTimer extends ScheduledThreadPoolExecutor {
        BrokenTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            throw new StackOverflowError("as told");
        }
    }

    private final class LateTimer extends ScheduledThreadPoolExecutor {
        LateTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            nanoTime.addAndGet(DEADLINE.plusSeconds(1).toNanos());
            return super.schedule(task, delay, unit);
        }
    }
}
