package dev.godwit.chaos.cluster;

import dev.godwit.chaos.network.Cable;
import dev.godwit.chaos.network.Network;
import dev.godwit.embedded.RunLocation;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where the processes of a cluster run: all on loopback, or each in a network namespace of its
/// own. Thread-safe.
final class RunLocations implements AutoCloseable {
    private final @Nullable Network network;

    private RunLocations(@Nullable Network network) {
        this.network = network;
    }

    static RunLocations of(ClusterPlan plan) {
        return plan.namespaces() ? new RunLocations(Network.of(plan.nodes())) : loopback();
    }

    static RunLocations loopback() {
        return new RunLocations(null);
    }

    RunLocation of(String node) {
        if (network == null) return RunLocation.LOOPBACK;
        var host = network.host(node);
        return new RunLocation(host.address().getHostAddress(), host.prefix());
    }

    /// Where links listen; they run in this JVM.
    RunLocation ofLinks() {
        return network == null
                ? RunLocation.LOOPBACK
                : new RunLocation(network.outside().getHostAddress(), List.of());
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
