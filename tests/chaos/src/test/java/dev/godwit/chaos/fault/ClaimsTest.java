package dev.godwit.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

class ClaimsTest {
    private final Claims claims = new Claims();
    private final List<String> struck = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void whatHasNothingInCommonStrikesAtTheSameTime() throws InterruptedException {
        try (var _ = claims.take(Set.of("gateway-1"));
                var _ = claims.take(Set.of("gateway-2", "redis"))) {
            assertThat(threads).isEmpty();
        }
    }

    @Test
    void whoeverWantsTheSameWaitsUntilItIsGivenBack() throws InterruptedException {
        var first = claims.take(Set.of("gateway-1", "gateway-2"));
        strike("second", Set.of("gateway-2"));
        awaitWaiting();

        first.close();

        await().until(() -> struck.equals(List.of("second")));
    }

    @Test
    void whoeverWantsMuchIsNotOvertakenForEver() throws InterruptedException {
        var first = claims.take(Set.of("gateway-1"));
        strike("all", Set.of("gateway-1", "gateway-2"));
        awaitWaiting();
        strike("late", Set.of("gateway-2"));
        awaitWaiting();
        assertThat(struck).isEmpty();

        first.close();

        await().until(() -> struck.equals(List.of("all", "late")));
    }

    @Test
    void whoeverGivesUpWaitingStandsInNobodysWay() throws InterruptedException {
        var first = claims.take(Set.of("gateway-1"));
        strike("all", Set.of("gateway-1", "gateway-2"));
        awaitWaiting();
        strike("late", Set.of("gateway-2"));
        awaitWaiting();

        threads.getFirst().interrupt();

        await().until(() -> struck.equals(List.of("late")));
        first.close();
    }

    private void strike(String name, Set<String> wanted) {
        var started = new CountDownLatch(1);
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            started.countDown();
                            try (var _ = claims.take(wanted)) {
                                struck.add(name);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        }));
        await().until(() -> started.getCount() == 0);
    }

    private void awaitWaiting() {
        await().until(() -> threads.getLast().getState() == Thread.State.WAITING);
    }
}
