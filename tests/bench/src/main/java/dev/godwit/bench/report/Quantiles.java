package dev.godwit.bench.report;

import org.HdrHistogram.Histogram;

/// A latency distribution in milliseconds.
public record Quantiles(long count, double p50, double p90, double p99, double p999, double max) {
    private static final double NANOS_PER_MS = 1e6;

    static Quantiles of(Histogram nanos) {
        return new Quantiles(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_PER_MS,
                nanos.getValueAtPercentile(90) / NANOS_PER_MS,
                nanos.getValueAtPercentile(99) / NANOS_PER_MS,
                nanos.getValueAtPercentile(99.9) / NANOS_PER_MS,
                nanos.getMaxValue() / NANOS_PER_MS);
    }
}
