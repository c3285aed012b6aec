package dev.godwit.gateway.downlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class FetchWatchTest {
    private final AtomicLong now = new AtomicLong();
    private final FetchWatch watch = new FetchWatch(now::get, Duration.ofSeconds(1));

    @Test
    void aBrokerThatAnswersIsNotSilentHoweverLittleItHas() {
        for (var fetches = 1; fetches < 10; fetches++) {
            pass(900);
            assertThat(watch.silent(fetches)).isFalse();
        }
    }

    @Test
    void aBrokerThatStopsAnsweringIsSilentUntilItAnswers() {
        assertThat(watch.silent(1)).isFalse();
        pass(900);
        assertThat(watch.silent(1)).isFalse();
        pass(200);
        assertThat(watch.silent(1)).isTrue();

        assertThat(watch.silent(2)).isFalse();
    }

    private void pass(long ms) {
        now.addAndGet(Duration.ofMillis(ms).toNanos());
    }
}
