package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was found to be wrong: all of it counted, the first few of each invariant kept.
final class Findings {
    private final int kept;
    private final Map<Invariant, Long> totals = new EnumMap<>(Invariant.class);
    private final Map<Harm, Long> harms = new EnumMap<>(Harm.class);
    private final List<Violation> violations = new ArrayList<>();

    Findings(int kept) {
        this.kept = kept;
    }

    void add(Invariant invariant, Harm harm, String where, @Nullable Object... what) {
        harms.merge(harm, 1L, Long::sum);
        if (totals.merge(invariant, 1L, Long::sum) > kept) return;
        var text = new StringBuilder();
        for (var word : what) text.append(text.isEmpty() ? "" : " ").append(word);
        violations.add(new Violation(invariant, harm, text.toString(), where));
    }

    boolean none() {
        return totals.isEmpty();
    }

    long of(Harm harm) {
        return harms.getOrDefault(harm, 0L);
    }

    Map<Invariant, Long> totals() {
        return totals;
    }

    List<Violation> violations() {
        return violations;
    }
}
