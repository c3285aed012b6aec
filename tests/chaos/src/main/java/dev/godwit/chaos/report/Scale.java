package dev.godwit.chaos.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// Where a value stands between the bottom (0) and the top (1) of a plot, and the marks beside it.
sealed interface Scale {
    double position(double value);

    List<Mark> marks();

    record Mark(double position, String label) {}

    /// From zero to a round number above all values.
    static Scale linear(List<List<@Nullable Double>> curves) {
        var most = values(curves).mapToDouble(value -> value).max().orElse(1);
        return new Linear(Math.max(1, most));
    }

    /// Whole decades around all values.
    static Scale decades(List<List<@Nullable Double>> curves) {
        var least = values(curves).mapToDouble(value -> value).min().orElse(1);
        var most = values(curves).mapToDouble(value -> value).max().orElse(1000);
        var from = (int) Math.floor(Math.log10(Math.max(0.1, least)));
        var to = (int) Math.ceil(Math.log10(Math.max(1, most)) + 1e-9);
        return new Decades(from, Math.max(to, from + 2));
    }

    private static Stream<Double> values(List<List<@Nullable Double>> curves) {
        return curves.stream().flatMap(List::stream).filter(Objects::nonNull).map(value -> value);
    }

    record Linear(double step, int steps) implements Scale {
        Linear(double most) {
            var step = step(most);
            this(step, (int) Math.ceil(most / step - 1e-9));
        }

        private static double step(double most) {
            var decade = Math.pow(10, Math.floor(Math.log10(most / 2)));
            for (var factor : new double[] {1, 2, 5}) {
                if (most / (factor * decade) <= 4) return factor * decade;
            }
            return 10 * decade;
        }

        @Override
        public double position(double value) {
            return value / (step * steps);
        }

        @Override
        public List<Mark> marks() {
            var marks = new ArrayList<Mark>();
            for (var i = 0; i <= steps; i++) {
                marks.add(new Mark((double) i / steps, label(i * step)));
            }
            return marks;
        }

        private static String label(double value) {
            if (value >= 10_000) return String.format(Locale.ROOT, "%.0fk", value / 1000);
            return value == Math.rint(value)
                    ? String.format(Locale.ROOT, "%,.0f", value)
                    : String.format(Locale.ROOT, "%.1f", value);
        }
    }

    /// Milliseconds.
    record Decades(int from, int to) implements Scale {
        @Override
        public double position(double value) {
            return Math.clamp((Math.log10(Math.max(value, 1e-3)) - from) / (to - from), 0, 1);
        }

        @Override
        public List<Mark> marks() {
            var marks = new ArrayList<Mark>();
            for (var decade = from; decade <= to; decade++) {
                var millis = Math.pow(10, decade);
                var label =
                        millis < 1
                                ? String.format(Locale.ROOT, "%.1f ms", millis)
                                : millis < 1000
                                        ? "%.0f ms".formatted(millis)
                                        : "%.0f s".formatted(millis / 1000);
                marks.add(new Mark((double) (decade - from) / (to - from), label));
            }
            return marks;
        }
    }
}
