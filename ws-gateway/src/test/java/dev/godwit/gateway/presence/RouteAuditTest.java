package dev.godwit.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class RouteAuditTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final RouteAudit doubt = new RouteAudit(nanoTime::get);

    @Test
    void thereIsNoneWhileHintsArrive() {
        assertThat(doubt.due(false)).isFalse();
        pass(3_600);
        assertThat(doubt.due(false)).isFalse();
    }

    @Test
    void whenHintsArriveAgainRoutesAreComparedOnce() {
        assertThat(doubt.due(true)).isFalse();
        pass(3);
        assertThat(doubt.due(false)).isTrue();
        pass(3);
        assertThat(doubt.due(false)).isFalse();
    }

    @Test
    void whileHintsAreLostRoutesAreComparedNowAndThen() {
        var times = 0;
        for (var seconds = 0; seconds < 61; seconds += 3) {
            if (doubt.due(true)) times++;
            pass(3);
        }

        assertThat(times).isBetween(2, 3);
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
