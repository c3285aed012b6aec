package dev.godwit.checker.check;

import java.util.List;
import java.util.Map;

/// What a run has shown. The first one counts.
public sealed interface Verdict {
    Figures figures();

    /// Enough was asked of the system, and it did all of it right.
    record Passed(Figures figures) implements Verdict {}

    /// The system did something wrong. `totals` counts all violations, `violations` holds the first
    /// few of each invariant. `doubts` are reasons for which the run would have been invalid.
    record Failed(
            Figures figures,
            Map<Invariant, Long> totals,
            List<Violation> violations,
            List<String> doubts)
            implements Verdict {
        public Failed {
            totals = Map.copyOf(totals);
            violations = List.copyOf(violations);
            doubts = List.copyOf(doubts);
        }
    }

    /// Nothing wrong was seen, but the run does not show that nothing is.
    record Invalid(Figures figures, List<String> reasons) implements Verdict {
        public Invalid {
            reasons = List.copyOf(reasons);
        }
    }
}
