package dev.godwit.bench.report;

import static dev.godwit.report.Html.count;
import static dev.godwit.report.Html.millis;

import dev.godwit.report.Charts;
import dev.godwit.report.Charts.Chart;
import dev.godwit.report.Charts.Curve;
import dev.godwit.report.Charts.Unit;
import dev.godwit.report.Html;
import dev.godwit.report.Html.Tile;
import dev.godwit.report.ReportPage;
import dev.godwit.report.ReportPage.Outcome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

/// A report as a page for a browser.
public final class BenchPage {
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "max");

    private final Report report;

    private BenchPage(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        return new BenchPage(report).page().html();
    }

    private ReportPage page() {
        var title =
                "bench %s at %s messages/s"
                        .formatted(report.scenario(), number(0, report.intendedPerSecond()));
        var page =
                report.valid()
                        ? new ReportPage(Outcome.PASSED, "Valid", title)
                        : new ReportPage(Outcome.FAILED, "Void", title);
        page.note(
                "%s users, %d gateways, bodies of %d bytes; %d s measured after %d s of warm-up"
                        .formatted(
                                count((long) report.users()),
                                report.gateways(),
                                report.bodyBytes(),
                                report.measuredSeconds(),
                                report.warmupSeconds()));
        page.add(tiles());
        if (!report.valid()) page.heading("Why it is void").add(Html.items(reasons()));
        page.heading("Latency")
                .note("From the time at which a message was meant to be sent.")
                .add(latencies())
                .add(Charts.labelled(PERCENTILES, distribution()));
        if (!report.seconds().isEmpty()) page.heading("Over time").add(overTime());
        if (report.comparison() != null) page.heading("One hostile client").add(compared());
        return page.heading("Cost").add(costs()).heading("Refusals").add(errors());
    }

    private String tiles() {
        return Html.tiles(
                List.of(
                        new Tile("sent/s", number(1, report.sentPerSecond()), false),
                        new Tile("accepted/s", number(1, report.acceptedPerSecond()), false),
                        new Tile("delivered/s", number(1, report.deliveredPerSecond()), false),
                        new Tile("delivered, p50", millis(report.deliveredMs().p50()), false),
                        new Tile("delivered, p99", millis(report.deliveredMs().p99()), false),
                        new Tile(
                                "CPU µs per message",
                                number(0, report.system().cpuMicrosPerMessage()),
                                false)));
    }

    private List<String> reasons() {
        var reasons = new ArrayList<String>();
        report.violations().forEach((name, detail) -> reasons.add(name + ", " + detail));
        if (report.deliveredMs().count() == 0) reasons.add("nothing was delivered");
        return reasons;
    }

    private String latencies() {
        return latencies(
                List.of(
                        latency("accepted", report.acceptedMs()),
                        latency("delivered", report.deliveredMs()),
                        latency("the generator's lag", report.lagMs())));
    }

    private static String latencies(List<List<String>> rows) {
        var heads = new ArrayList<>(List.of("", "messages"));
        heads.addAll(PERCENTILES);
        return Html.table(heads, rows);
    }

    private static List<String> latency(String name, Quantiles ms) {
        var cells = new ArrayList<>(List.of(Html.text(name), count(ms.count())));
        values(ms).forEach(value -> cells.add(millis(value)));
        return cells;
    }

    private static List<Double> values(Quantiles ms) {
        return List.of(ms.p50(), ms.p90(), ms.p99(), ms.p999(), ms.max());
    }

    private Chart distribution() {
        return new Chart(
                "By percentile",
                Unit.MILLISECONDS,
                List.of(
                        new Curve("accepted", values(report.acceptedMs())),
                        new Curve("delivered", values(report.deliveredMs())),
                        new Curve("the generator's lag", values(report.lagMs()))));
    }

    private Charts overTime() {
        var seconds = report.seconds();
        var delivered = seconds.stream().map(second -> (double) second.delivered()).toList();
        return Charts.overTime(
                1,
                seconds.size(),
                List.of(
                        new Chart(
                                "Delivered of what was due in a second",
                                Unit.PER_SECOND,
                                List.of(new Curve("delivered", delivered))),
                        new Chart(
                                "From due to delivered",
                                Unit.MILLISECONDS,
                                List.of(
                                        new Curve(
                                                "p50",
                                                seconds.stream()
                                                        .map(Report.Second::p50Ms)
                                                        .toList()),
                                        new Curve(
                                                "p99",
                                                seconds.stream()
                                                        .map(Report.Second::p99Ms)
                                                        .toList())))),
                List.of());
    }

    private String compared() {
        var compared = Objects.requireNonNull(report.comparison());
        var rows =
                List.of(
                        latency("delivered, calm", compared.calmMs()),
                        latency("delivered, attacked", compared.attackedMs()));
        var memory = new LinkedHashMap<String, String>();
        memory.put("p99 attacked / calm", number(2, compared.p99Ratio()));
        memory.put(
                "the gateway's buffers at most, calm / attacked",
                mebibytes(compared.calmBufferBytes(), compared.attackedBufferBytes()));
        memory.put(
                "waiting for clients at most, calm / attacked",
                mebibytes(compared.calmPendingBytes(), compared.attackedPendingBytes()));
        var attacks = new TreeMap<String, String>();
        compared.hostileConnections()
                .forEach((name, times) -> attacks.put(name, count((long) times)));
        return latencies(rows)
                + Html.pair(
                        Html.list("What it did", memory),
                        Html.list("Connections of the attacks", attacks));
    }

    private static String mebibytes(long calm, long attacked) {
        return "%s / %s MiB"
                .formatted(number(2, calm / 1048576.0), number(2, attacked / 1048576.0));
    }

    private String costs() {
        var rows = new ArrayList<List<String>>();
        report.costs().forEach((name, cost) -> rows.add(cost(Html.text(name), cost)));
        rows.add(cost("<b>the system</b>", report.system()));
        return Html.table(
                List.of("", "CPU µs per message", "CPU % of a core", "memory, MiB"), rows);
    }

    private static List<String> cost(String name, Cost cost) {
        return List.of(
                name,
                number(1, cost.cpuMicrosPerMessage()),
                number(1, cost.cpuPercent()),
                cost.memoryMiB() == 0 ? Html.NONE : number(0, cost.memoryMiB()));
    }

    private String errors() {
        var rows = new ArrayList<List<String>>();
        report.errors().forEach((code, times) -> rows.add(List.of(Html.text(code), count(times))));
        return rows.isEmpty()
                ? "<p class=\"note\">None.</p>"
                : Html.table(List.of("code", "sends"), rows);
    }

    private static String number(int digits, double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
