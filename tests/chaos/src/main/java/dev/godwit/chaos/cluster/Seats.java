package dev.godwit.chaos.cluster;

import dev.godwit.chaos.network.Cable;
import dev.godwit.chaos.network.Network;
import dev.godwit.embedded.Seat;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where the processes of a cluster run: all on loopback, or each in a network namespace of its
/// own. Thread-safe.
final class Seats implements AutoCloseable {
    private final @Nullable Network network;

    private Seats(@Nullable Network network) {
        this.network = network;
    }

    static Seats of(ClusterPlan plan) {
        return plan.namespaces() ? new Seats(Network.of(plan.nodes())) : loopback();
    }

    static Seats loopback() {
        return new Seats(null);
    }

    Seat of(String node) {
        if (network == null) return Seat.LOOPBACK;
        var host = network.host(node);
        return new Seat(host.address().getHostAddress(), host.prefix());
    }

    /// Where links listen; they run in this JVM.
    Seat ofLinks() {
        return network == null
                ? Seat.LOOPBACK
                : new Seat(network.outside().getHostAddress(), List.of());
    }

    Cable pull(String node) {
        if (network == null)
            throw new IllegalStateException(node + " has no cable (expected: with namespaces)");
        return network.pull(network.host(node));
    }

    /// Nothing may run there any more.
    @Override
    public void close() {
        if (network != null) network.close();
    }
}
