package dev.godwit.chaos.proxy;

import static dev.godwit.chaos.proxy.Peers.hear;
import static dev.godwit.chaos.proxy.Peers.say;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A link that delays. Times are checked from below alone: a slow machine adds to them.
class SpoiledLinkIT {
    @AutoClose private final Peers peers = new Peers();

    @Test
    void latencyIsAddedInItsDirectionAlone() throws Exception {
        try (var pair = peers.pair()) {
            peers.link.become(
                    Conditions.CLEAR.withForth(
                            Flow.delayed(Duration.ofMillis(150), Duration.ZERO)));
            var begin = System.nanoTime();
            say(pair.client(), "slow");
            say(pair.server(), "quick");

            assertThat(hear(pair.client(), 5)).isEqualTo("quick");
            assertThat(peers.link.traffic().bytesBack()).isEqualTo(5);
            assertThat(hear(pair.server(), 4)).isEqualTo("slow");
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(150_000_000);
        }
    }

    @Test
    void aCloseWaitsBehindWhatWasSaidBefore() throws Exception {
        try (var pair = peers.pair()) {
            peers.link.become(
                    Conditions.both(Flow.delayed(Duration.ofMillis(50), Duration.ofMillis(50))));
            say(pair.client(), "last words");
            pair.client().close();

            assertThat(hear(pair.server(), 100)).isEqualTo("last words");
        }
    }

    @Test
    void jitterAndLossNeverChangeTheOrder() throws Exception {
        var words =
                IntStream.range(0, 500).mapToObj("%05d,"::formatted).collect(Collectors.joining());
        peers.link.become(
                Conditions.both(
                        Flow.delayed(Duration.ofMillis(1), Duration.ofMillis(20)).withLoss(0.02)));
        try (var pair = peers.pair();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var said =
                    threads.submit(() -> {
                        for (var at = 0; at < words.length(); at += 6) {
                            say(pair.client(), words.substring(at, at + 6));
                        }
                        return true;
                    });

            assertThat(hear(pair.server(), words.length())).isEqualTo(words);
            assertThat(said.get()).isTrue();
        }
    }

    @Test
    void bandwidthIsNotExceeded() throws Exception {
        peers.link.become(Conditions.both(Flow.limitedTo(100_000)));
        try (var pair = peers.pair()) {
            var begin = System.nanoTime();
            pair.client().getOutputStream().write(new byte[50_000]);

            assertThat(pair.server().getInputStream().readNBytes(50_000)).hasSize(50_000);
            // the first twentieth of a second's worth leaves at once
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(450_000_000);
        }
    }

    @Test
    void whatWaitsStillComesFirstWhenTheDelayEnds() throws Exception {
        try (var pair = peers.pair()) {
            peers.link.become(Conditions.both(Flow.delayed(Duration.ofMillis(300), Duration.ZERO)));
            say(pair.client(), "first ");
            say(pair.server(), "first");
            assertThat(hear(pair.client(), 5)).isEqualTo("first");
            say(pair.client(), "second ");
            peers.link.become(Conditions.CLEAR);
            say(pair.client(), "third");

            assertThat(hear(pair.server(), 18)).isEqualTo("first second third");
        }
    }

    @Test
    void conditionsCanBeForNewConnectionsAlone() throws Exception {
        var slow = Conditions.both(Flow.delayed(Duration.ofMillis(200), Duration.ZERO));
        try (var old = peers.pair()) {
            peers.link.become(slow, Affects.NEW_CONNECTIONS);
            try (var young = peers.pair()) {
                var begin = System.nanoTime();
                say(young.client(), "young");
                say(old.client(), "old");

                assertThat(hear(old.server(), 3)).isEqualTo("old");
                assertThat(young.server().getInputStream().available()).isZero();
                assertThat(hear(young.server(), 5)).isEqualTo("young");
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200_000_000);
            }
        }
    }
}
