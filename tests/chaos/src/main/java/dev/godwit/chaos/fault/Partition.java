package dev.godwit.chaos.fault;

import dev.godwit.chaos.proxy.Conditions;

import java.time.Duration;

/// Two processes cannot reach each other, while each reaches all others.
public record Partition(String from, String to, PartitionMode how, Duration time) implements Fault {
    @Override
    public String kind() {
        return "partition";
    }

    @Override
    public String target() {
        return from + ">" + to;
    }

    @Override
    public String detail() {
        return "how=%s ms=%d".formatted(how.word(), time.toMillis());
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var link = surroundings.cluster().links().link(from, to);
        var before = link.traffic();
        var work = surroundings.work();
        var began = System.nanoTime();
        try {
            link.become(how.conditions());
            if (how.resets()) link.reset(1);
            surroundings.hold(time);
        } finally {
            link.become(Conditions.CLEAR);
        }
        var traffic = link.traffic().since(before);
        return Evidence.of("open=" + before.open())
                .and("swallowed", traffic.swallowed())
                .and("reset", traffic.reset())
                .and(work)
                .and("ms", FaultContext.since(began));
    }
}
