package dev.godwit.chat.delivery;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Attempts end on the producer's thread while the publisher's makes others.
public class CircuitBreakerInterleavingsTest {
    private final AtomicLong now = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(1, Duration.ofNanos(10), now::get);

    @Operation
    public boolean allows() {
        return breaker.allows();
    }

    @Operation
    public boolean succeeded() {
        return breaker.succeeded();
    }

    @Operation
    public boolean failed() {
        return breaker.failed();
    }

    @Operation
    public boolean unwell() {
        return breaker.unwell();
    }

    @Operation
    public void timePasses() {
        now.addAndGet(10);
    }

    @Test
    void itsAnswersAreLinearizable() {
        new ModelCheckingOptions()
                .iterations(12)
                .invocationsPerIteration(80)
                .actorsBefore(2)
                .actorsPerThread(2)
                .actorsAfter(1)
                .check(CircuitBreakerInterleavingsTest.class);
    }
}
