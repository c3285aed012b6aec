package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import dev.godwit.gateway.testing.HandDrivenLoop;
import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The first try of a call ends while the timer makes the second.
class HedgingInterleavingsTest {
    private static final Endpoint ONE = Endpoint.of("127.0.0.1", 1);
    private static final Endpoint OTHER = Endpoint.of("127.0.0.1", 2);

    @Test
    void whatOneNodeAnswersCountsThoughTheOtherFails() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var nodes = new TwoNodes();
                    var race = AtOnce.shared(race(nodes));
                    race.enter(ONE);

                    AtOnce.run(
                            () -> nodes.one.complete(new byte[] {1}),
                            () -> {
                                race.hedge(ONE);
                                nodes.other.completeExceptionally(new CallFailed("as told"));
                            });

                    AtOnce.expect(race.answer.isDone(), "no answer");
                    AtOnce.expect(!race.answer.isCompletedExceptionally(), "the answer is lost");
                });
    }

    @Test
    void aSecondTryThatIsUnderWayIsWaitedFor() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var nodes = new TwoNodes();
                    var race = AtOnce.shared(race(nodes));
                    race.enter(ONE);
                    race.hedge(ONE);

                    AtOnce.run(
                            () -> nodes.one.completeExceptionally(new CallFailed("as told")),
                            () -> nodes.other.complete(new byte[] {2}));

                    AtOnce.expect(race.answer.isDone(), "no answer");
                    AtOnce.expect(!race.answer.isCompletedExceptionally(), "the answer is lost");
                });
    }

    @Test
    void whenAllTriesHaveFailedTheCallHas() {
        Lincheck.runConcurrentTest(
                80,
                () -> {
                    var nodes = new TwoNodes();
                    var race = AtOnce.shared(race(nodes));
                    race.enter(ONE);

                    AtOnce.run(
                            () -> nodes.one.completeExceptionally(new CallFailed("as told")),
                            () -> {
                                race.hedge(ONE);
                                nodes.other.completeExceptionally(new CallFailed("as told"));
                            });

                    AtOnce.expect(race.answer.isCompletedExceptionally(), "it has not ended");
                });
    }

    private static Hedging.Race race(TwoNodes nodes) {
        var hedging = new Hedging(nodes, Duration.ZERO, new HandDrivenLoop(), () -> {});
        return hedging.new Race("/", new byte[0], Duration.ofSeconds(1));
    }

    private static final class TwoNodes implements Hedging.Nodes {
        private final CompletableFuture<byte[]> one = new CompletableFuture<>();
        private final CompletableFuture<byte[]> other = new CompletableFuture<>();

        @Override
        public CompletableFuture<byte[]> post(
                Endpoint node, String path, byte[] body, Duration timeout) {
            return node.equals(ONE) ? one : other;
        }

        @Override
        public Endpoint other(Endpoint slow) {
            return OTHER;
        }
    }
}
