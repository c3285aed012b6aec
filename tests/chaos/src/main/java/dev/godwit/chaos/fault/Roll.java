package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Role;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// All gateways or all chat services are restarted one after the other, each asked to stop. Those
/// that run the version before come back as this one.
public record Roll(Role role, List<String> nodes) implements Fault {
    private static final Duration GRACE = Duration.ofSeconds(30);

    public Roll {
        nodes = List.copyOf(nodes);
    }

    @Override
    public String kind() {
        return "roll";
    }

    @Override
    public String target() {
        return role.prefix() + "s";
    }

    @Override
    public String detail() {
        return "nodes=" + String.join(",", nodes);
    }

    @Override
    public Set<String> claims() {
        return Set.copyOf(nodes);
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var work = surroundings.work();
        var began = System.nanoTime();
        var restarted = 0;
        for (var name : nodes) {
            if (surroundings.isOver()) break;
            var node = surroundings.cluster().node(name);
            node.stop(GRACE);
            surroundings.cluster().upgrade(node);
            node.start();
            restarted++;
        }
        return Evidence.of("restarted=" + restarted).and(work).and("ms", FaultContext.since(began));
    }
}
