package dev.godwit.chaos.report;

import static dev.godwit.chaos.report.Html.count;
import static dev.godwit.chaos.report.Html.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `report.html`: one file that needs nothing else, in light and dark. Without its script it loses
/// only the figures under the pointer.
final class Page {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReportData data;

    private Page(ReportData data) {
        this.data = data;
    }

    static String of(ReportData data) {
        var page = new Page(data);
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s · %s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s
        </main>
        <script type="application/json" id="data">%s</script>
        <script>
        %s</script>
        </body>
        </html>
        """
                .formatted(
                        page.outcome(),
                        text(data.campaign().run()),
                        resource("report.css"),
                        page.body(),
                        page.figures(),
                        resource("report.js"));
    }

    private String body() {
        return header()
                + tiles()
                + verdict()
                + "<h2>Over time</h2><p id=\"readout\" class=\"readout\""
                + " aria-live=\"off\">Point at the plots to read them.</p>"
                + new Plots(data).html()
                + "<h2>What each kind of fault cost</h2><p class=\"note\">Median over the faults of"
                + " a kind, with p99 and max. Sends count for a fault when they began between its"
                + " beginning and 10 s after its end.</p>"
                + Tables.kinds(data.kinds())
                + "<details><summary>Each fault (%s)</summary>%s</details>"
                        .formatted(count((long) data.faults().size()), Tables.faults(data.faults()))
                + "<h2>Totals</h2>"
                + Tables.totals(data);
    }

    private String header() {
        var campaign = data.campaign();
        var layout =
                campaign.layout().stream()
                        .map(words -> "<li>%s</li>".formatted(text(words)))
                        .collect(Collectors.joining());
        return """
        <header><p class="outcome %s">%s</p><h1>%s</h1>
        <p>%s, %s long, seed <b>%d</b></p><p><code>%s</code></p><ul class="layout">%s</ul></header>
        """
                .formatted(
                        outcome().toLowerCase(Locale.ROOT),
                        outcome(),
                        text(campaign.run()),
                        text(campaign.began().toString()),
                        Html.clock(data.seconds()),
                        campaign.seed(),
                        text(campaign.command()),
                        layout);
    }

    private String outcome() {
        return switch (data.verdict().outcome()) {
            case PASSED -> "Passed";
            case FAILED -> "Failed";
            case INVALID -> "Invalid";
        };
    }

    private String tiles() {
        var judged = data.verdict().counts();
        return "<div class=\"tiles\">"
                + tile("accepted", data.totals().accepted(), false)
                + tile("faults", (long) data.faults().size(), false)
                + tile("lost", judged.get("lost"), true)
                + tile("doubled", judged.get("doubled"), true)
                + tile("out of order", judged.get("disordered"), true)
                + tile("fabricated", judged.get("fabricated"), true)
                + tile("finally failed", data.totals().failed(), true)
                + "</div>";
    }

    private static String tile(String name, @Nullable Long value, boolean bad) {
        var style = bad && value != null && value > 0 ? "tile bad" : "tile";
        return "<div class=\"%s\"><b>%s</b><span>%s</span></div>"
                .formatted(style, count(value), name);
    }

    private String verdict() {
        var verdict = data.verdict();
        var html = new StringBuilder();
        if (!verdict.reasons().isEmpty())
            html.append("<h2>Why</h2>").append(items(verdict.reasons()));
        if (!verdict.totals().isEmpty()) {
            html.append("<h2>Violations</h2>").append(totals(verdict.totals()));
            html.append(Tables.findings(verdict.violations()));
        }
        if (!verdict.limits().isEmpty()) {
            html.append("<p class=\"note\">What this does not say:</p>")
                    .append(items(verdict.limits()).replace("<ul>", "<ul class=\"limits\">"));
        }
        return html.toString();
    }

    private static String totals(Map<String, Long> totals) {
        return totals.entrySet().stream()
                .map(total -> "%s: %s".formatted(text(total.getKey()), count(total.getValue())))
                .collect(Collectors.joining(" · ", "<p>", "</p>"));
    }

    private static String items(List<String> words) {
        return words.stream()
                .map(word -> "<li>%s</li>".formatted(text(word)))
                .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    /// What the script shows under the pointer. No `</script>` may come from a fault's name.
    private String figures() {
        var faults =
                data.faults().stream()
                        .map(fault ->
                                List.of(
                                        fault.kind() + " " + fault.target(),
                                        fault.began(),
                                        fault.ended() == null ? data.seconds() : fault.ended()))
                        .toList();
        try {
            return JSON.writeValueAsString(Map.of("series", data.series(), "faults", faults))
                    .replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and words make JSON", e);
        }
    }

    private static String resource(String name) {
        try (var in = Page.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("resource missing: " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
