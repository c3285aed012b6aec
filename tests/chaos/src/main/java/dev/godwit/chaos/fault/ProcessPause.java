package dev.godwit.chaos.fault;

import java.time.Duration;

/// A process and all it has started stand still (SIGSTOP) and then go on as if nothing had been.
public record ProcessPause(String node, Duration time) implements Fault {
    @Override
    public String kind() {
        return "pause";
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
        var work = surroundings.work();
        var began = System.nanoTime();
        String held;
        try (var pause = surroundings.cluster().node(node).pause()) {
            held = pause.evidence();
            surroundings.hold(time);
        }
        return Evidence.of(held).and(work).and("ms", FaultContext.since(began));
    }
}
