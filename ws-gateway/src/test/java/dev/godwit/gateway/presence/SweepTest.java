package dev.godwit.gateway.presence;

import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.registry.Connection;
import dev.godwit.gateway.testing.FakeConnection;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

class SweepTest {
    private final List<Connection> connections =
            IntStream.range(0, 1_000)
                    .<Connection>mapToObj(
                            i -> new FakeConnection("user-" + i, "phone", "c-" + i, 1))
                    .toList();
    private final Set<Connection> refreshed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger chunks = new AtomicInteger();
    private final Sweep sweep =
            new Sweep(connections, this::refresh, HOUR, 1_000_000, new Random(1));
    private final Thread thread = Thread.ofVirtual().unstarted(sweep);
    private volatile Consumer<Sweep> meanwhile = _ -> {};

    private static final Duration HOUR = Duration.ofHours(1);

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Test
    void aRepairRefreshesEveryConnectionAtOnce() {
        thread.start();

        sweep.repair();

        await().until(() -> refreshed.size() == connections.size());
    }

    /// As where every batch fails that a Redis with a bad network is given.
    @Test
    void repairsThatKeepComingLeaveNoConnectionOut() {
        meanwhile = Sweep::repair;
        thread.start();

        sweep.repair();

        await().until(() -> refreshed.size() == connections.size());
    }

    /// Redis may have lost what this round wrote before the repair came.
    @Test
    void aRepairDuringARoundIsFollowedByAWholeOne() {
        meanwhile =
                it -> {
                    if (chunks.get() == 3) {
                        refreshed.clear();
                        it.repair();
                    }
                };
        thread.start();

        sweep.repair();

        await().until(() -> refreshed.size() == connections.size());
    }

    private void refresh(List<Connection> chunk) {
        refreshed.addAll(chunk);
        chunks.incrementAndGet();
        meanwhile.accept(sweep);
    }
}
