package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Node;

import java.time.Duration;

/// A process is ended, stays away, and is started again. `politely`: it is asked to stop, not
/// killed. `empty`: Redis has lost what it held.
public record Kill(String node, boolean politely, boolean empty, Duration away) implements Fault {
    private static final Duration GRACE = Duration.ofSeconds(20);

    static Kill of(String node) {
        return new Kill(node, false, false, Duration.ZERO);
    }

    static Kill ofEmptied(String node) {
        return new Kill(node, false, true, Duration.ZERO);
    }

    static Kill polite(String node) {
        return new Kill(node, true, false, Duration.ZERO);
    }

    Kill staysAway(Duration time) {
        return new Kill(node, politely, empty, time);
    }

    @Override
    public String kind() {
        return politely ? "restart" : "kill";
    }

    @Override
    public String target() {
        return node;
    }

    @Override
    public String detail() {
        return "returns=%s away=%d".formatted(empty ? "empty" : "data", away.toMillis());
    }

    @Override
    public Evidence happen(FaultContext surroundings) {
        var cluster = surroundings.cluster();
        var victim = cluster.node(node);
        var work = surroundings.work().and("links", cluster.links().open(node));
        var began = System.nanoTime();
        var end = ended(victim);
        if (empty) cluster.servers().wipeRedis();
        surroundings.hold(away);
        victim.start();
        var evidence =
                end.and(work).and("newPid", victim.pid()).and("downMs", FaultContext.since(began));
        if (!empty) return evidence;
        var repaired = new PresenceRepair(surroundings).millis();
        return repaired.isPresent() ? evidence.and("presence_ms", repaired.getAsLong()) : evidence;
    }

    private Evidence ended(Node victim) {
        if (!politely) return Evidence.of(victim.kill().toString());
        var pid = victim.pid();
        victim.stop(GRACE);
        return Evidence.of("pid=" + pid);
    }
}
