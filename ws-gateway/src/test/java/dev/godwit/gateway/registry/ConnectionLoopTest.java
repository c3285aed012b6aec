package dev.godwit.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.testing.NoMetrics;

import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

/// A loop under hand-driven time.
class ConnectionLoopTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ConnectionLoop loop =
            new ConnectionLoop(channel.eventLoop(), () -> 0, new NoMetrics());
    private int ticks;
    private boolean ended;

    ConnectionLoopTest() {
        channel.freezeTime();
        loop.start();
    }

    @Test
    void eachIsTickedOncePerSecondAndOnlyFewAtATime() {
        for (var i = 0; i < 1000; i++) loop.add(this::tick);

        for (var i = 1; i <= 20; i++) {
            pass(50);
            assertThat(ticks).isEqualTo(50 * i);
        }
    }

    @Test
    void oneThatFailsTakesNobodysTick() {
        loop.add(_ -> {
            throw new LinkageError("meant to happen");
        });
        for (var i = 0; i < 20; i++) loop.add(this::tick);
        pass(2000);

        assertThat(ticks).isEqualTo(40);
    }

    @Test
    void whatHasEndedIsTickedNoMore() {
        loop.add(this::tick);
        ended = true;
        pass(5000);

        assertThat(ticks).isEqualTo(1);
    }

    private boolean tick(long now) {
        ticks++;
        return !ended;
    }

    private void pass(int millis) {
        for (var i = 0; i < millis; i += 50) {
            channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
