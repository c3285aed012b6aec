package dev.godwit.gateway.uplink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

/// What the uplink measures. `send`: hop `uplink.send`, from queued to answered. `retries`: tries
/// after the first. `failedBatches`: batches that nobody answered before the deadline.
/// `badAnswers`: answers that could not be understood. `refused`: requests for which no room was
/// left.
public record UplinkMetrics(
        Timer send, Counter retries, Counter failedBatches, Counter badAnswers, Counter refused) {}
