package dev.godwit.chat.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

/// What the intake measures. `queued`: how long requests wait; `committed`: how long transactions
/// take; `inconsistent`: sends that contradict the tables although nothing is wrong with them.
public record IntakeMetrics(Timer queued, Timer committed, Counter inconsistent) {}
