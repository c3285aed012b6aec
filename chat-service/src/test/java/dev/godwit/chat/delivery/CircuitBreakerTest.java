package dev.godwit.chat.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class CircuitBreakerTest {
    private final AtomicLong now = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(2, Duration.ofSeconds(1), now::get);

    @Test
    void allowsEverythingWhileItWorks() {
        breaker.succeeded();

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.unwell()).isFalse();
    }

    @Test
    void oneFailureIsToleratedButNotForgotten() {
        breaker.failed();

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.unwell()).isTrue();
    }

    @Test
    void afterFailuresInARowThereIsOneAttemptPerPause() {
        breaker.failed();
        breaker.failed();
        assertThat(breaker.allows()).isFalse();

        now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void oneSuccessClosesIt() {
        breaker.failed();
        breaker.failed();
        breaker.failed();

        assertThat(breaker.succeeded()).isTrue();

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.unwell()).isFalse();
    }

    @Test
    void onlyTheFirstFailureOfARowIsNews() {
        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.failed()).isFalse();
        assertThat(breaker.failed()).isFalse();
    }
}
