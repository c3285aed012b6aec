package dev.godwit.gateway.uplink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

import java.util.function.Function;

/// What the uplink measures. `send`: hop `uplink.send`, from queued to answered. `retries`: tries
/// after the first. `hedged`: second tries beside a slow first one. `failed`: calls, by the last
/// word of their path, that nobody answered before the deadline or that were rejected.
/// `badAnswers`: answers that could not be understood. `refused`: requests for which no room was
/// left, or that waited for too long. `faults`: what was thrown in the gateway itself.
public record UplinkMetrics(
        Timer send,
        Counter retries,
        Counter hedged,
        Function<String, Counter> failed,
        Counter badAnswers,
        Counter refused,
        Counter faults) {}
