package dev.godwit.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class RouteAuditTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger comparisons = new AtomicInteger();
    private final AtomicBoolean hintsLost = new AtomicBoolean();
    private final RouteAudit audit =
            new RouteAudit(
                    hintsLost::get,
                    comparisons::incrementAndGet,
                    Duration.ofMillis(1),
                    nanoTime::get);

    @Test
    void whileHintsArriveNothingIsCompared() {
        look(false);
        pass(3_600);
        look(false);

        assertThat(comparisons).hasValue(0);
    }

    @Test
    void whenHintsArriveAgainRoutesAreComparedOnce() {
        look(true);
        pass(3);
        assertThat(comparisons).hasValue(0);
        look(false);
        assertThat(comparisons).hasValue(1);
        pass(3);
        look(false);

        assertThat(comparisons).hasValue(1);
    }

    @Test
    void whileHintsAreLostRoutesAreComparedNowAndThen() {
        for (var seconds = 0; seconds < 61; seconds += 3) {
            look(true);
            pass(3);
        }

        assertThat(comparisons.get()).isBetween(2, 3);
    }

    @Test
    void itLooksByItselfUntilItIsInterrupted() throws InterruptedException {
        var thread = Thread.ofVirtual().start(audit);
        hintsLost.set(true);
        await().pollInSameThread()
                .untilAsserted(() -> {
                    nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
                    assertThat(comparisons).hasPositiveValue();
                });

        thread.interrupt();
        thread.join();
    }

    private void look(boolean lost) {
        hintsLost.set(lost);
        audit.look();
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
