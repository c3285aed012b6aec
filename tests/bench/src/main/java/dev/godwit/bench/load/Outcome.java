package dev.godwit.bench.load;

import dev.godwit.bench.ledger.Violations;
import dev.godwit.bench.usage.Usage;

/// What a run counted, what it cost in the measured window, and what went wrong.
public record Outcome(Tally tally, Usage usage, Violations violations) {}
