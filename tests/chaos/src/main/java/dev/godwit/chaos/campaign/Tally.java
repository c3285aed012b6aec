package dev.godwit.chaos.campaign;

import dev.godwit.chaos.fault.Fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The faults so far: how many of which kind are over, and which strike now. Thread-safe.
final class Tally {
    private final Map<String, Integer> done = new TreeMap<>();
    private final List<Fault> now = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    synchronized void began(Fault fault) {
        now.add(fault);
    }

    synchronized void ended(Fault fault) {
        now.remove(fault);
        done.merge(fault.kind(), 1, Integer::sum);
    }

    /// The fault could not be carried out or healed.
    synchronized void failed(Fault fault, String why) {
        now.remove(fault);
        troubles.add("%s of %s: %s".formatted(fault.kind(), fault.target(), why));
    }

    synchronized int done(String kind) {
        return done.getOrDefault(kind, 0);
    }

    synchronized Map<String, Integer> done() {
        return Map.copyOf(done);
    }

    synchronized List<String> now() {
        return now.stream().map(fault -> fault.kind() + " " + fault.target()).toList();
    }

    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }
}
