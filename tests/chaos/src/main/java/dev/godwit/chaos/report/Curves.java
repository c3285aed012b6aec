package dev.godwit.chaos.report;

import dev.godwit.chaos.report.ReportData.Quantiles;
import dev.godwit.chaos.report.ReportData.Series;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// What a recording shows over time. Owned by one thread.
final class Curves {
    private final TimeAxis axis;
    private final Latency[] accepting;
    private final Latency[] delivering;
    private final long[] accepted;
    private final long[] shown;
    private final Latency allAccepting = new Latency();
    private final Latency allDelivering = new Latency();

    Curves(TimeAxis axis, Recording recording) {
        this.axis = axis;
        this.accepting = latencies(axis);
        this.delivering = latencies(axis);
        this.accepted = new long[axis.stretches()];
        this.shown = new long[axis.stretches()];
        fill(
                recording,
                recording.acceptedAt,
                recording.acceptKeys,
                accepted,
                accepting,
                allAccepting);
        fill(recording, recording.shownAt, recording.shownKeys, shown, delivering, allDelivering);
    }

    Quantiles acceptMs() {
        return allAccepting.quantiles();
    }

    Quantiles deliveryMs() {
        return allDelivering.quantiles();
    }

    Series series(Presences presences) {
        return new Series(
                axis.stepSeconds(),
                rates(accepted),
                rates(shown),
                percentiles(accepting, 50),
                percentiles(accepting, 99),
                percentiles(delivering, 50),
                percentiles(delivering, 99),
                lowest(presences.changes()));
    }

    private static Latency[] latencies(TimeAxis axis) {
        return Stream.generate(Latency::new).limit(axis.stretches()).toArray(Latency[]::new);
    }

    /// Counted where it happened.
    private void fill(
            Recording recording,
            Longs at,
            Longs keys,
            long[] counts,
            Latency[] latencies,
            Latency all) {
        for (var i = 0; i < at.size(); i++) {
            var stretch = axis.stretch(at.get(i));
            counts[stretch]++;
            var key = keys.get(i);
            if (!recording.sends.knows(key) || recording.sends.bad(key)) continue;
            var micros = at.get(i) - recording.sends.micros(key);
            latencies[stretch].add(micros);
            all.add(micros);
        }
    }

    private List<Double> rates(long[] counts) {
        return Arrays.stream(counts).mapToObj(count -> count / axis.stepSeconds()).toList();
    }

    private static List<@Nullable Double> percentiles(Latency[] latencies, double percentile) {
        var values = new ArrayList<@Nullable Double>();
        for (var latency : latencies) values.add(latency.millis(percentile));
        return Collections.unmodifiableList(values);
    }

    private List<Double> lowest(Longs changes) {
        var lowest = new ArrayList<Double>();
        var level = 0L;
        var next = 0;
        for (var stretch = 0; stretch < axis.stretches(); stretch++) {
            var end = axis.begin() + (stretch + 1) * axis.step();
            var low = stretch == 0 ? Long.MAX_VALUE : level;
            for (; next < changes.size() && changes.get(next) >> 1 < end; next++) {
                level += (changes.get(next) & 1) == 1 ? 1 : -1;
                if (stretch > 0) low = Math.min(low, level);
            }
            lowest.add((double) (stretch == 0 ? level : low));
        }
        return lowest;
    }
}
