package dev.godwit.bench.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Everything that must not have happened: how often each, and the first of each in words.
/// Thread-safe.
public final class Violations {
    private final Map<Violation, Count> counts = new EnumMap<>(Violation.class);

    public synchronized void add(Violation violation, String detail) {
        var before = counts.get(violation);
        counts.put(
                violation,
                before == null ? new Count(1, detail) : new Count(before.times + 1, before.first));
    }

    public synchronized boolean none() {
        return counts.isEmpty();
    }

    /// One line for each kind, by its name.
    public synchronized Map<String, String> lines() {
        var lines = new TreeMap<String, String>();
        counts.forEach((violation, count) ->
                lines.put(
                        violation.name(),
                        "%s: %,d times, first: %s"
                                .formatted(violation.meaning(), count.times, count.first)));
        return lines;
    }

    private record Count(long times, String first) {}
}
