package dev.godwit.chaos.fault;

import java.time.Duration;

/// The cable of a process's host is pulled and plugged in again: meanwhile nothing passes, in or
/// out, and no side of any connection is told.
public record CablePull(String node, Duration time) implements Fault {
    @Override
    public String kind() {
        return "cable-pull";
    }

    @Override
    public String target() {
        return node;
    }

    @Override
    public String detail() {
        return "ms=" + time.toMillis();
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var cluster = surroundings.cluster();
        var work = surroundings.work().and("links", cluster.links().open(node));
        var began = System.nanoTime();
        String seen;
        try (var cable = cluster.pullCable(cluster.node(node))) {
            surroundings.hold(time);
            seen = cable.evidence();
        }
        return Evidence.of(seen).and(work).and("ms", FaultContext.since(began));
    }
}
