package dev.godwit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class LifecycleTest {
    @Test
    void closesNewestFirstAndOnceAlsoWhenOneFails() {
        var closed = new ArrayList<String>();
        var closer = new Closer();
        closer.opened(() -> closed.add("first"));
        closer.opened(() -> {
            closed.add("second");
            throw new IllegalStateException("meant to fail");
        });
        closer.opened(() -> closed.add("third"));

        closer.close();
        closer.close();

        assertThat(closed).isEqualTo(List.of("third", "second", "first"));
    }

    @Test
    void waitsAnywhereBelowABoundThatDoublesUpToTheMaximum() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));
        for (var failures = 1; failures < 200; failures++) {
            var bound = Math.min(5_000, 100 * Math.pow(2, Math.min(failures - 1, 20)));
            assertThat(backoff.after(failures))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofMillis((long) bound));
        }
    }

    @Test
    void blockingCallsAreRefusedOnThreadsThatServeManyConnections() throws InterruptedException {
        class Loop extends Thread implements NonBlocking {
            private Throwable refused = new AssertionError("not refused");

            @Override
            public void run() {
                try {
                    NonBlocking.refuse("JDBC");
                } catch (IllegalStateException e) {
                    refused = e;
                }
            }
        }
        var loop = new Loop();
        loop.setName("loop-1");

        NonBlocking.refuse("JDBC");
        loop.start();
        loop.join();

        assertThat(loop.refused).hasMessage("JDBC blocks and was called on loop-1");
    }
}
