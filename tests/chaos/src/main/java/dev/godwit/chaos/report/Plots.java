package dev.godwit.chaos.report;

import static dev.godwit.chaos.report.Html.coordinate;
import static dev.godwit.chaos.report.Html.text;

import dev.godwit.chaos.report.ReportData.FaultCost;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The plots of one page, one above the other on one time axis, with the faults as bands through
/// all of them.
///
/// Curves are stretched to whatever width there is; words stay outside the drawings, so that they
/// are as large on a phone as anywhere.
final class Plots {
    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;
    private static final int MOST_TICKS = 7;
    private static final int[] TICKS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400
    };

    private final ReportData data;
    private final double seconds;

    /// A line of a plot; `style` is its class.
    private record Curve(String name, String style, List<@Nullable Double> values) {}

    Plots(ReportData data) {
        this.data = data;
        this.seconds = Math.max(1, data.series().step() * data.series().accepted().size());
    }

    String html() {
        var series = data.series();
        return "<div class=\"plots\" id=\"plots\">"
                + faultRows()
                + plot(
                        "Messages per second",
                        false,
                        new Curve("accepted", "one", List.copyOf(series.accepted())),
                        new Curve("shown", "two", List.copyOf(series.shown())))
                + plot(
                        "From first attempt to shown",
                        true,
                        new Curve("p50", "one", series.deliveryP50()),
                        new Curve("p99", "two", series.deliveryP99()))
                + plot(
                        "From first attempt to accepted",
                        true,
                        new Curve("p50", "one", series.acceptP50()),
                        new Curve("p99", "two", series.acceptP99()))
                + plot(
                        "Live clients",
                        false,
                        new Curve("lowest of each stretch", "one", List.copyOf(series.connected())))
                + timeAxis()
                + "</div>";
    }

    private String faultRows() {
        var rows = new StringBuilder("<section class=\"panel\"><h3>Faults</h3>");
        for (var kind : data.kinds()) {
            rows.append("<div class=\"row\"><span class=\"gutter\">")
                    .append(text(kind.kind()))
                    .append(" <small>")
                    .append(kind.count())
                    .append("</small></span><div class=\"lane\">")
                    .append(drawing("bars", 10, bars(kind.kind())))
                    .append("</div></div>");
        }
        if (data.kinds().isEmpty()) rows.append("<p class=\"note\">None.</p>");
        return rows.append("</section>").toString();
    }

    private String bars(String kind) {
        return data.faults().stream()
                .filter(fault -> fault.kind().equals(kind))
                .map(fault -> bar(fault, 10))
                .collect(Collectors.joining());
    }

    private String bar(FaultCost fault, double height) {
        var from = x(Math.max(0, fault.began()));
        var to = x(fault.ended() == null ? data.seconds() : fault.ended());
        return "<rect x=\"%s\" y=\"0\" width=\"%s\" height=\"%s\"/>"
                .formatted(
                        coordinate(from),
                        coordinate(Math.max(WIDTH / 500, to - from)),
                        coordinate(height));
    }

    private String plot(String title, boolean decades, Curve... curves) {
        var values = List.of(curves).stream().map(Curve::values).toList();
        var scale = decades ? Scale.decades(values) : Scale.linear(values);
        var drawn = new StringBuilder("<g class=\"bands\">");
        data.faults().forEach(fault -> drawn.append(bar(fault, HEIGHT)));
        drawn.append("</g><g class=\"grid\">");
        for (var mark : scale.marks()) {
            drawn.append(line(0, y(mark.position()), WIDTH, y(mark.position())));
        }
        for (var tick : ticks()) drawn.append(line(x(tick), 0, x(tick), HEIGHT));
        drawn.append("</g>");
        for (var curve : curves) drawn.append(path(curve, scale));
        return "<section class=\"panel\"><h3>%s %s</h3><div class=\"row\"><div class=\"gutter\">%s</div><div class=\"lane tall\">%s</div></div></section>"
                .formatted(
                        title,
                        legend(curves),
                        marks(scale),
                        drawing("curves", HEIGHT, drawn.toString()));
    }

    private static String legend(Curve... curves) {
        return List.of(curves).stream()
                .map(curve -> "<span class=\"key %s\">%s</span>".formatted(curve.style, curve.name))
                .collect(Collectors.joining(" "));
    }

    private static String marks(Scale scale) {
        return scale.marks().stream()
                .map(mark ->
                        "<span style=\"bottom:%s%%\">%s</span>"
                                .formatted(coordinate(100 * mark.position()), mark.label()))
                .collect(Collectors.joining());
    }

    private static String drawing(String style, double height, String content) {
        return "<svg class=\"%s\" viewBox=\"0 0 %.0f %.0f\" preserveAspectRatio=\"none\" aria-hidden=\"true\">%s</svg>"
                .formatted(style, WIDTH, height, content);
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return "<path d=\"M%s %sL%s %s\"/>"
                .formatted(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
    }

    /// Broken where there is no value; a value alone is a dot.
    private String path(Curve curve, Scale scale) {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i < curve.values.size(); i++) {
            var value = curve.values.get(i);
            if (value != null) {
                var x = coordinate(x((i + 0.5) * data.series().step()));
                var y = coordinate(y(scale.position(value)));
                path.append(drawing ? "L" : "M").append(x).append(' ').append(y);
                if (!drawing) path.append("h0");
            }
            drawing = value != null;
        }
        return "<path class=\"curve %s\" data-name=\"%s\" d=\"%s\"/>"
                .formatted(curve.style, curve.name, path);
    }

    private String timeAxis() {
        var labels = new ArrayList<String>();
        for (var tick : ticks()) {
            labels.add(
                    "<span style=\"left:%s%%\">%s</span>"
                            .formatted(coordinate(100 * tick / seconds), Html.clock(tick)));
        }
        return "<div class=\"row axis\"><span class=\"gutter\"></span><div class=\"lane\">"
                + String.join("", labels)
                + "</div></div>";
    }

    private List<Double> ticks() {
        var step = (double) TICKS[TICKS.length - 1];
        for (var candidate : TICKS) {
            if (seconds / candidate <= MOST_TICKS) {
                step = candidate;
                break;
            }
        }
        var ticks = new ArrayList<Double>();
        for (var tick = 0.0; tick <= seconds * 0.97; tick += step) ticks.add(tick);
        return ticks;
    }

    private double x(double second) {
        return WIDTH * Math.clamp(second / seconds, 0, 1);
    }

    private static double y(double position) {
        return HEIGHT * (1 - position);
    }
}
