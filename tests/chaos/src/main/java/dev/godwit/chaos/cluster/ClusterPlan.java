package dev.godwit.chaos.cluster;

import dev.godwit.embedded.Durability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How many processes there are, how they are set up, and what they run.
///
/// `settings` win over what the cluster chooses: keys that begin with `gateway.` go to the
/// gateways, those with `chat.` or `database.` to the chat services, all others to both. With
/// `durability` NONE, what PostgreSQL and Redis hold does not survive their being killed. With
/// `namespaces`, each process is on a host of its own, whose cable can be pulled. What is random in
/// the links follows from `seed`.
public record ClusterPlan(
        Size size,
        Timing timing,
        Durability durability,
        Map<String, String> settings,
        Build build,
        boolean namespaces,
        long seed) {
    public ClusterPlan {
        settings = Map.copyOf(settings);
    }

    /// Three gateways, two chat services and two client processes, quick to notice a fault.
    public static ClusterPlan usual() {
        return new ClusterPlan(
                new Size(3, 2, 2),
                Timing.quick(),
                Durability.ON_DISK,
                Map.of(),
                Build.own(),
                false,
                1);
    }

    public ClusterPlan with(int gateways, int chatServices, int clientHosts) {
        var size = new Size(gateways, chatServices, clientHosts);
        return new ClusterPlan(size, timing, durability, settings, build, namespaces, seed);
    }

    public ClusterPlan with(Timing other) {
        return new ClusterPlan(size, other, durability, settings, build, namespaces, seed);
    }

    public ClusterPlan with(Durability other) {
        return new ClusterPlan(size, timing, other, settings, build, namespaces, seed);
    }

    public ClusterPlan with(Build other) {
        return new ClusterPlan(size, timing, durability, settings, other, namespaces, seed);
    }

    public ClusterPlan with(String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return new ClusterPlan(size, timing, durability, more, build, namespaces, seed);
    }

    public ClusterPlan withSeed(long other) {
        return new ClusterPlan(size, timing, durability, settings, build, namespaces, other);
    }

    public ClusterPlan withNamespaces() {
        return new ClusterPlan(size, timing, durability, settings, build, true, seed);
    }

    /// As the workload names them.
    public List<String> hosts() {
        return nodes(Role.CLIENTS);
    }

    /// The names of all processes.
    public List<String> nodes() {
        return Stream.of(Role.values()).map(this::nodes).flatMap(List::stream).toList();
    }

    /// The names of all processes with that role.
    public List<String> nodes(Role role) {
        return IntStream.rangeClosed(1, size.of(role)).mapToObj(role::node).toList();
    }
}
