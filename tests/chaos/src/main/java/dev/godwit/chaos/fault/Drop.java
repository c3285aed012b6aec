package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Links;
import dev.godwit.chaos.cluster.Role;
import dev.godwit.checker.client.Command;

import java.time.Duration;

/// A share of all clients loses its connection in the same moment, and comes back.
public record Drop(int percent) implements Fault {
    private static final Duration RETURN = Duration.ofSeconds(3);

    @Override
    public String kind() {
        return "drop";
    }

    @Override
    public String target() {
        return Links.CLIENTS;
    }

    @Override
    public String detail() {
        return "percent=" + percent;
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var work = surroundings.work();
        var before = accepted(surroundings);
        surroundings.cluster().order(new Command.Drop(percent));
        surroundings.hold(RETURN);
        return work.and("again", accepted(surroundings) - before);
    }

    private static long accepted(FaultContext surroundings) {
        var links = surroundings.cluster().links();
        return surroundings.cluster().nodes(Role.GATEWAY).stream()
                .mapToLong(
                        gateway -> links.link(Links.CLIENTS, gateway.name()).traffic().accepted())
                .sum();
    }
}
