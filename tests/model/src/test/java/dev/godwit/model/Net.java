package dev.godwit.model;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// How much stands behind the rules that make delivery fast, against which faults, and what it has
/// to keep true.
enum Net {
    /// Nothing: no hint may be lost, nor presence. What is committed is shown.
    NONE,

    /// Presence is swept, and may be lost. What is committed is shown, and presence is right.
    SWEEP,

    /// Heads are checked, presence is never repaired, everything may be lost. What is committed is
    /// shown.
    HEAD_CHECK,

    /// Both, against everything. What is committed is shown, and presence is right.
    BOTH;

    /// `messages` to a device that connects `connects` times, with `maxFaults` faults, by all the
    /// rules of this net.
    World world(int messages, int connects, int maxFaults) {
        var rules = EnumSet.allOf(Rule.class);
        if (this == NONE || this == SWEEP) rules.remove(Rule.HEAD_CHECK);
        return new World(rules, sweeps(), faults(), maxFaults, messages, connects);
    }

    /// Presence that goes back and forth for ever is no way to be delivered late: rest is asked for
    /// only where presence is to be right.
    Explorer.Verdict explore(World world) {
        var promises = new Promises(world);
        return new Explorer<State>(world::next, Promises::brokenBy)
                .explore(world.initial(), state -> complaint(promises, state), sweeps());
    }

    private boolean sweeps() {
        return this == SWEEP || this == BOTH;
    }

    private Optional<String> complaint(Promises promises, State state) {
        return sweeps() ? promises.complaint(state) : Promises.undelivered(state);
    }

    private Set<Fault> faults() {
        return switch (this) {
            case NONE -> EnumSet.of(Fault.GATEWAY_DIES, Fault.RECORD_DOUBLED);
            case SWEEP ->
                    EnumSet.of(
                            Fault.GATEWAY_DIES,
                            Fault.RECORD_DOUBLED,
                            Fault.SLOT_LOST,
                            Fault.REDIS_LOSES_ALL,
                            Fault.REDIS_SILENT_AT_REGISTRATION);
            case HEAD_CHECK, BOTH -> EnumSet.allOf(Fault.class);
        };
    }
}
