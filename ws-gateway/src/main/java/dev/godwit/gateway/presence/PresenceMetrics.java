package dev.godwit.gateway.presence;

import io.micrometer.core.instrument.Counter;

/// What presence counts. `failures`: batches that Redis did not take. `repaired`: routes that Redis
/// had lost. `displaced`: connections found to be replaced by newer ones elsewhere.
public record PresenceMetrics(Counter failures, Counter repaired, Counter displaced) {}
