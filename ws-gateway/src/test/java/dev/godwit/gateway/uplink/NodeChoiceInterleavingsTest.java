package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import dev.godwit.infra.AtOnce;

import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Calls on several event loops choose among the same nodes while others report how theirs went.
class NodeChoiceInterleavingsTest {
    private static final Endpoint ONE = Endpoint.of("127.0.0.1", 1);
    private static final Endpoint OTHER = Endpoint.of("127.0.0.1", 2);
    private static final List<Endpoint> NODES = List.of(ONE, OTHER);

    @Test
    void aRetryGoesToAnotherNodeWhateverIsHeardMeanwhile() {
        Lincheck.runConcurrentTest(
                100,
                () -> {
                    var choice = AtOnce.shared(new NodeChoice(NODES, () -> 0));
                    var retried = new @Nullable Endpoint[2];

                    AtOnce.run(
                            () -> retried[0] = choice.next(NODES, ONE),
                            () -> retried[1] = choice.next(NODES, OTHER),
                            () -> choice.failed(OTHER));

                    AtOnce.expect(OTHER.equals(retried[0]), "the same node again");
                    AtOnce.expect(ONE.equals(retried[1]), "the same node again");
                });
    }
}
