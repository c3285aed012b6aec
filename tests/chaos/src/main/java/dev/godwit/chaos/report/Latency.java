package dev.godwit.chaos.report;

import dev.godwit.chaos.report.ReportData.Quantiles;

import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/// Durations of many operations, to two digits. Owned by one thread.
final class Latency {
    private static final long MOST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 2;

    private @Nullable IntCountsHistogram histogram;

    void add(long micros) {
        if (histogram == null) histogram = new IntCountsHistogram(MOST_MICROS, DIGITS);
        histogram.recordValue(Math.clamp(micros, 1, MOST_MICROS));
    }

    @Nullable Double millis(double percentile) {
        return histogram == null ? null : histogram.getValueAtPercentile(percentile) / 1000.0;
    }

    Quantiles quantiles() {
        return histogram == null
                ? new Quantiles(0, null, null, null)
                : new Quantiles(
                        histogram.getTotalCount(),
                        millis(50),
                        millis(99),
                        histogram.getMaxValue() / 1000.0);
    }
}
