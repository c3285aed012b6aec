package dev.godwit.chaos.report;

import static dev.godwit.report.Html.clock;
import static dev.godwit.report.Html.count;
import static dev.godwit.report.Html.millis;
import static dev.godwit.report.Html.text;

import dev.godwit.chaos.report.Conclusion.Finding;
import dev.godwit.chaos.report.ReportData.FaultCost;
import dev.godwit.chaos.report.ReportData.KindCost;
import dev.godwit.chaos.report.ReportData.Quantiles;
import dev.godwit.report.Html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tables of one page.
final class Tables {
    private static final int MOST_FINDINGS = 200;

    private Tables() {}

    /// What the clients counted, and then what the judge did.
    static String totals(ReportData data) {
        var totals = data.totals();
        var rows = new LinkedHashMap<String, String>();
        rows.put("sends", count(totals.sends()));
        rows.put("attempts", count(totals.attempts()));
        rows.put("accepted", count(totals.accepted()));
        rows.put("refused for good", count(totals.refused()));
        rows.put("retries asked for", count(totals.retries()));
        rows.put("finally failed", count(totals.failed()));
        rows.put("shown", count(totals.shown()));
        rows.put("redeliveries dropped", count(totals.redeliveries()));
        rows.put("read back over HTTP", count(totals.readBacks()));
        rows.put("connections", count(totals.connections()));
        rows.put("connects that failed", count(totals.connectFailures()));
        rows.put("accepted after", latency(totals.acceptMs()));
        rows.put("shown after", latency(totals.deliveryMs()));
        return Html.pair(
                Html.list("Clients", rows), Html.list("Judge", judged(data.verdict().counts())));
    }

    static String kinds(List<KindCost> kinds) {
        return Html.table(
                List.of(
                        "kind",
                        "faults",
                        "without evidence",
                        "retries",
                        "failed",
                        "shown after, p99",
                        "first accept after the end",
                        "99 % back from the beginning",
                        "99 % back from the end",
                        "presence right"),
                kinds.stream()
                        .map(kind ->
                                List.of(
                                        text(kind.kind()),
                                        count(kind.count()),
                                        count(kind.withoutEvidence()),
                                        count(kind.retries()),
                                        count(kind.failed()),
                                        spread(kind.deliveryP99Ms()),
                                        spread(kind.firstAcceptMs()),
                                        spread(kind.back99FromBeginMs()),
                                        spread(kind.back99FromEndMs()),
                                        spread(kind.presenceMs())))
                        .toList());
    }

    static String faults(List<FaultCost> faults) {
        return Html.table(
                List.of(
                        "fault",
                        "from",
                        "to",
                        "shown after, p50",
                        "p99",
                        "max",
                        "retries",
                        "failed",
                        "first accept",
                        "clients lost",
                        "99 % back",
                        "never back",
                        "evidence"),
                faults.stream().map(Tables::fault).toList());
    }

    static String findings(List<Finding> findings) {
        var shown =
                findings.stream()
                        .limit(MOST_FINDINGS)
                        .map(finding ->
                                "<li><b title=\"%s\">%s</b> %s <code>%s</code></li>"
                                        .formatted(
                                                text(finding.meaning()),
                                                text(finding.invariant()),
                                                text(finding.what()),
                                                text(finding.where())))
                        .collect(Collectors.joining());
        var more = findings.size() - MOST_FINDINGS;
        return "<ol class=\"findings\">"
                + shown
                + "</ol>"
                + (more > 0
                        ? "<p class=\"note\">and %s more</p>".formatted(count((long) more))
                        : "");
    }

    private static List<String> fault(FaultCost fault) {
        var name =
                "<b>%s</b> %s <small>%s</small>"
                        .formatted(text(fault.kind()), text(fault.target()), text(fault.detail()));
        return List.of(
                name,
                clock(fault.began()),
                fault.ended() == null ? "not healed" : clock(fault.ended()),
                millis(fault.deliveryMs().p50()),
                millis(fault.deliveryMs().p99()),
                millis(fault.deliveryMs().max()),
                count(fault.retries()),
                count(fault.failed()),
                millis(fault.firstAcceptMs()),
                count(fault.clientsLost()),
                millis(fault.back99FromBeginMs()),
                count(fault.neverBack()),
                fault.evidence().isEmpty()
                        ? "none"
                        : "<code>%s</code>".formatted(text(fault.evidence())));
    }

    private static Map<String, String> judged(Map<String, Long> counts) {
        var rows = new LinkedHashMap<String, String>();
        rows.put("accepted", count(counts.get("accepted")));
        rows.put("judged against their row", count(counts.get("judged")));
        rows.put("lost", count(counts.get("lost")));
        rows.put("doubled", count(counts.get("doubled")));
        rows.put("out of order", count(counts.get("disordered")));
        rows.put("fabricated", count(counts.get("fabricated")));
        rows.put("redeliveries seen", count(counts.get("redeliveries")));
        rows.put("sends answered as duplicates", count(counts.get("duplicates")));
        rows.put("delivered late, as by head checks", count(counts.get("late")));
        rows.put("caught up from a backlog", count(counts.get("caughtUp")));
        rows.put("in flight as faults began", count(counts.get("inFlight")));
        rows.put("faults with evidence", count(counts.get("faultsWithEvidence")));
        rows.put("client processes, each life", count(counts.get("incarnations")));
        return rows;
    }

    private static String latency(Quantiles quantiles) {
        return "%s <small>p99 %s, max %s</small>"
                .formatted(
                        millis(quantiles.p50()), millis(quantiles.p99()), millis(quantiles.max()));
    }

    private static String spread(Quantiles quantiles) {
        return quantiles.count() == 0 ? Html.NONE : latency(quantiles);
    }
}
