package dev.godwit.gateway.downlink;

import io.micrometer.core.instrument.Counter;

/// What the downlink counts. `records`: all it was given. `undecodable`: those it had to skip.
/// `failures`: times that deliveries broke off and had to be taken up again.
public record DownlinkMetrics(Counter records, Counter undecodable, Counter failures) {}
