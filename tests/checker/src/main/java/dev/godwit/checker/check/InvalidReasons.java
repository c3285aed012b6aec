package dev.godwit.checker.check;

import dev.godwit.checker.history.Event.Began;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a run has to show for its verdict to count.
final class InvalidReasons {
    private final List<String> reasons = new ArrayList<>();

    private @Nullable String run;

    List<String> reasons() {
        return reasons;
    }

    void add(String reason) {
        reasons.add(reason);
    }

    void addAll(List<String> others) {
        reasons.addAll(others);
    }

    /// All that is judged together is of one run.
    void sameRun(Object writer, Began began) {
        if (run == null) run = began.run();
        else if (!run.equals(began.run())) add(writer + ": is of run " + began.run());
    }

    void check(MinimumCoverage demands, Counts counts) {
        atLeast("accepted messages", counts.accepted, demands.accepted());
        atLeast("sends in flight at faults", counts.inFlightAtFaults, demands.inFlight());
        atLeast("redeliveries", counts.redeliveries + counts.duplicates, demands.redeliveries());
        atLeast("late entries", counts.late + counts.caughtUp, demands.late());
        atLeast("faults with evidence", counts.faultsWithEvidence, demands.faults());
        atLeast("live devices at the end", counts.liveDevices, demands.liveDevices());
    }

    private void atLeast(String what, long count, long demanded) {
        if (count < demanded) add("%s: %d (expected: %d..)".formatted(what, count, demanded));
    }
}
