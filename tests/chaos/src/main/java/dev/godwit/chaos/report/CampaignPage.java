package dev.godwit.chaos.report;

import static dev.godwit.report.Html.count;
import static dev.godwit.report.Html.text;

import dev.godwit.chaos.report.ReportData.FaultCost;
import dev.godwit.report.Charts;
import dev.godwit.report.Charts.Band;
import dev.godwit.report.Charts.Chart;
import dev.godwit.report.Charts.Curve;
import dev.godwit.report.Charts.Unit;
import dev.godwit.report.Html;
import dev.godwit.report.Html.Tile;
import dev.godwit.report.ReportPage;
import dev.godwit.report.ReportPage.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `report.html`: what stands on the page of a campaign.
final class CampaignPage {
    private final ReportData data;

    private CampaignPage(ReportData data) {
        this.data = data;
    }

    static String of(ReportData data) {
        return new CampaignPage(data).page().html();
    }

    private ReportPage page() {
        var page = titled().add(facts()).add(tiles());
        verdict(page);
        return page.heading("Over time")
                .note("Drag across a chart to zoom, double-click to see all. Bands are faults.")
                .add(charts())
                .heading("What each kind of fault cost")
                .note(
                        "Median over the faults of a kind, with p99 and max. Sends count for a"
                                + " fault when they began between its beginning and 10 s after its"
                                + " end.")
                .add(Tables.kinds(data.kinds()))
                .add(
                        "<details><summary>Each fault (%s)</summary>%s</details>"
                                .formatted(
                                        count((long) data.faults().size()),
                                        Tables.faults(data.faults())))
                .heading("Totals")
                .add(Tables.totals(data));
    }

    private ReportPage titled() {
        var run = data.campaign().run();
        return switch (data.verdict().outcome()) {
            case PASSED -> new ReportPage(Outcome.PASSED, "Passed", run);
            case FAILED -> new ReportPage(Outcome.FAILED, "Failed", run);
            case INVALID -> new ReportPage(Outcome.INVALID, "Invalid", run);
        };
    }

    private String facts() {
        var campaign = data.campaign();
        return """
        <p class="facts">%s, %s long, seed <b>%d</b></p><p class="facts"><code>%s</code></p>
        """
                        .formatted(
                                text(campaign.began().toString()),
                                Html.clock(data.seconds()),
                                campaign.seed(),
                                text(campaign.command()))
                + Html.items(campaign.layout()).replace("<ul>", "<ul class=\"layout\">");
    }

    private String tiles() {
        var judged = data.verdict().counts();
        return Html.tiles(
                List.of(
                        new Tile("accepted", count(data.totals().accepted()), false),
                        new Tile("faults", count((long) data.faults().size()), false),
                        none("lost", judged.get("lost")),
                        none("doubled", judged.get("doubled")),
                        none("out of order", judged.get("disordered")),
                        none("fabricated", judged.get("fabricated")),
                        none("finally failed", data.totals().failed())));
    }

    /// There should be none.
    private static Tile none(String name, @Nullable Long value) {
        return new Tile(name, count(value), value != null && value > 0);
    }

    private void verdict(ReportPage page) {
        var verdict = data.verdict();
        if (!verdict.reasons().isEmpty()) page.heading("Why").add(Html.items(verdict.reasons()));
        if (!verdict.totals().isEmpty()) {
            page.heading("Violations")
                    .add(totals(verdict.totals()))
                    .add(Tables.findings(verdict.violations()));
        }
        if (!verdict.limits().isEmpty()) {
            page.note("What this does not say:")
                    .add(Html.items(verdict.limits()).replace("<ul>", "<ul class=\"limits\">"));
        }
    }

    private static String totals(Map<String, Long> totals) {
        return totals.entrySet().stream()
                .map(total -> "%s: %s".formatted(text(total.getKey()), count(total.getValue())))
                .collect(Collectors.joining(" · ", "<p>", "</p>"));
    }

    private Charts charts() {
        var series = data.series();
        return Charts.overTime(
                series.step(),
                series.accepted().size(),
                List.of(
                        new Chart(
                                "Messages per second",
                                Unit.PER_SECOND,
                                List.of(
                                        new Curve("accepted", series.accepted()),
                                        new Curve("shown", series.shown()))),
                        latency(
                                "From first attempt to shown",
                                series.deliveryP50(),
                                series.deliveryP99()),
                        latency(
                                "From first attempt to accepted",
                                series.acceptP50(),
                                series.acceptP99()),
                        new Chart(
                                "Live clients, the fewest of each stretch",
                                Unit.COUNT,
                                List.of(new Curve("live", series.connected())))),
                data.faults().stream().map(this::band).toList());
    }

    private static Chart latency(
            String title, List<@Nullable Double> p50, List<@Nullable Double> p99) {
        return new Chart(
                title, Unit.MILLISECONDS, List.of(new Curve("p50", p50), new Curve("p99", p99)));
    }

    private Band band(FaultCost fault) {
        return new Band(
                fault.kind(),
                fault.kind() + " " + fault.target(),
                Math.max(0, fault.began()),
                fault.ended() == null ? data.seconds() : fault.ended());
    }
}
