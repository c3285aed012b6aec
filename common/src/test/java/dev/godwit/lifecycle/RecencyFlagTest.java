package dev.godwit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class RecencyFlagTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
    private final RecencyFlag lately = new RecencyFlag(Duration.ofNanos(10), nanoTime::get);

    @Test
    void whatNeverHappenedIsNotRemembered() {
        assertThat(lately.remembered()).isFalse();
    }

    @Test
    void whatHappenedIsRememberedForAWhileAfterTheLastTime() {
        lately.happened();
        nanoTime.addAndGet(9);
        assertThat(lately.remembered()).isTrue();

        lately.happened();
        nanoTime.addAndGet(9);
        assertThat(lately.remembered()).isTrue();
        nanoTime.addAndGet(1);
        assertThat(lately.remembered()).isFalse();
    }
}
