package dev.godwit.report;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Charts one above the other on one x axis, with one pointer for them all. `at`: where on it each
/// curve has its values, in seconds, or, where there are `labels`, 0, 1, 2 … with those names.
/// `bands` are drawn through every chart, and in a chart of their own with a row for each group.
public record Charts(List<Double> at, List<String> labels, List<Chart> charts, List<Band> bands) {
    /// What the y axis counts. Milliseconds stand on a logarithmic scale.
    public enum Unit {
        COUNT,
        PER_SECOND,
        MILLISECONDS
    }

    public record Chart(String title, Unit unit, List<Curve> curves) {}

    /// As many values as [Charts#at] has; a null is a gap.
    public record Curve(String name, List<? extends @Nullable Double> values) {}

    /// Seconds on the x axis.
    public record Band(String group, String name, double from, double to) {}

    /// One value for each stretch of `step` seconds, at its middle.
    public static Charts overTime(double step, int count, List<Chart> charts, List<Band> bands) {
        var at =
                java.util.stream.IntStream.range(0, count).mapToObj(i -> (i + 0.5) * step).toList();
        return new Charts(at, List.of(), charts, bands);
    }

    public static Charts labelled(List<String> labels, Chart chart) {
        var at =
                java.util.stream.IntStream.range(0, labels.size())
                        .mapToObj(i -> (double) i)
                        .toList();
        return new Charts(at, labels, List.of(chart), List.of());
    }
}
