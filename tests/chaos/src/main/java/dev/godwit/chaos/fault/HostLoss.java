package dev.godwit.chaos.fault;

import java.time.Duration;

/// A process's host loses its power: the process is gone, and those it was connected with never
/// hear of it. After `away`, a new process starts on a host that knows nothing.
public record HostLoss(String node, Duration away) implements Fault {
    @Override
    public String kind() {
        return "host-loss";
    }

    @Override
    public String target() {
        return node;
    }

    @Override
    public String detail() {
        return "away=" + away.toMillis();
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var cluster = surroundings.cluster();
        var victim = cluster.node(node);
        var work = surroundings.work().and("links", cluster.links().open(node));
        var began = System.nanoTime();
        Evidence end;
        try (var cable = cluster.pullCable(victim)) {
            end = Evidence.of(victim.kill().toString());
            surroundings.hold(away);
            end = end.and(Evidence.of(cable.evidence()));
            cable.toNewHost();
        }
        victim.start();
        return end.and(work).and("newPid", victim.pid()).and("downMs", FaultContext.since(began));
    }
}
