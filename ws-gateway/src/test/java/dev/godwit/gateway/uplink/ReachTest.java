package dev.godwit.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.lifecycle.Readiness.Status;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class ReachTest {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE); // it may overflow
    private final Reach reach = new Reach(nanoTime::get);

    @Test
    void nothingIsReadyUntilAChatServiceAnswers() {
        assertThat(reach.status()).isInstanceOf(Status.NotReady.class);
        reach.changed(false);
        assertThat(reach.status()).isInstanceOf(Status.NotReady.class);

        reach.changed(true);

        assertThat(reach.status()).isInstanceOf(Status.Ready.class);
    }

    @Test
    void aChatServiceMayBeAwayForAWhile() {
        reach.changed(true);
        reach.changed(false);
        pass(9);
        reach.changed(false);
        assertThat(reach.status()).isInstanceOf(Status.Degraded.class);

        pass(1);
        assertThat(reach.status()).isEqualTo(new Status.NotReady("none for 10 s"));

        reach.changed(true);
        assertThat(reach.status()).isInstanceOf(Status.Ready.class);
    }

    @Test
    void aChatServiceThatIsNotReadyIsNoReasonToSendClientsElsewhere() {
        reach.refused();
        assertThat(reach.status()).isInstanceOf(Status.NotReady.class);
        reach.changed(true);
        reach.changed(false);

        for (var i = 0; i < 5; i++) {
            pass(9);
            reach.refused();
        }
        pass(9);
        assertThat(reach.status()).isInstanceOf(Status.Degraded.class);

        pass(1);
        assertThat(reach.status()).isEqualTo(new Status.NotReady("none for 10 s"));
    }

    private void pass(int seconds) {
        nanoTime.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
