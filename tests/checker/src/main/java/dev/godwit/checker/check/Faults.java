package dev.godwit.checker.check;

import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was done to the system, what it met, and which of it explains that a client process ended.
final class Faults {
    private static final Set<String> DEADLY = Set.of("kill", "restart");

    private static final String RESTORE = "restore";

    private final Counts counts;
    private final Generations generations;
    private final Map<Long, FaultBegan> active = new HashMap<>();
    private final List<Death> deaths = new ArrayList<>();
    private long healed;

    /// Something that may have ended the process `target`.
    private record Death(String target, long micros) {}

    Faults(Counts counts, Generations generations) {
        this.counts = counts;
        this.generations = generations;
    }

    void began(long micros, FaultBegan fault) {
        counts.faults++;
        counts.faultKinds.merge(fault.kind(), 1L, Long::sum);
        counts.inFlightAtFaults += counts.inFlight;
        active.put(fault.id(), fault);
        if (fault.kind().equals(RESTORE)) generations.copied = micros;
        if (DEADLY.contains(fault.kind())) deaths.add(new Death(fault.target(), micros));
    }

    void ended(long micros, FaultEnded fault) {
        healed = Math.max(healed, micros);
        if (active.remove(fault.id()) != null && !fault.evidence().isBlank()) {
            counts.faultsWithEvidence++;
        }
    }

    /// When the last fault so far was over.
    long healed() {
        return healed;
    }

    /// Those that are not over.
    List<FaultBegan> active() {
        return List.copyOf(active.values());
    }

    /// Whether a process of that name was ended between those two moments; each end explains one.
    boolean explains(String host, long from, long to) {
        for (var death : deaths) {
            if (death.target.equals(host) && death.micros >= from && death.micros <= to) {
                return deaths.remove(death);
            }
        }
        return false;
    }
}
