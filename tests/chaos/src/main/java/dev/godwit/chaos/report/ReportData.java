package dev.godwit.chaos.report;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The shape of `report.json`. Times are seconds from the first event of the run, durations
/// milliseconds; a null was not there to be measured.
public record ReportData(
        CampaignSummary campaign,
        double seconds,
        Conclusion verdict,
        Totals totals,
        Series series,
        List<FaultCost> faults,
        List<KindCost> kinds) {

    /// Counted from the clients' histories. `accepted`: sends that were accepted, each once;
    /// `redeliveries`: entries pushed again and dropped by the client; `retries`: answers that
    /// asked for the same send again; `failed`: sends that a client gave up.
    public record Totals(
            long sends,
            long attempts,
            long accepted,
            long refused,
            long shown,
            long redeliveries,
            long retries,
            long failed,
            long readBacks,
            long connections,
            long connectFailures,
            Quantiles acceptMs,
            Quantiles deliveryMs) {}

    /// Null where nothing was measured.
    public record Quantiles(
            long count, @Nullable Double p50, @Nullable Double p99, @Nullable Double max) {}

    /// One value for each stretch of `step` seconds. `accepted` and `shown` are per second, the
    /// latencies milliseconds from a send's first attempt to its acceptance, or to its first
    /// showing on a device; `connected` is the lowest number of live clients of the stretch.
    public record Series(
            double step,
            List<Double> accepted,
            List<Double> shown,
            List<@Nullable Double> acceptP50,
            List<@Nullable Double> acceptP99,
            List<@Nullable Double> deliveryP50,
            List<@Nullable Double> deliveryP99,
            List<Double> connected) {}

    /// One fault and what it cost. `deliveryMs`, `retries` and `failed` are of sends begun from the
    /// fault's beginning until 10 s after its end; `firstAcceptMs` is from its end to the next
    /// acceptance. `clientsLost` are the clients that lost a live connection meanwhile, not by
    /// their own will; `back99…` is until 99 % of them were live again, `neverBack` how many never
    /// were. `presenceMs` is what the fault itself measured of presence.
    public record FaultCost(
            long id,
            String kind,
            String target,
            String detail,
            double began,
            @Nullable Double ended,
            String evidence,
            Quantiles deliveryMs,
            long retries,
            long failed,
            @Nullable Double firstAcceptMs,
            long clientsLost,
            @Nullable Double back99FromBeginMs,
            @Nullable Double back99FromEndMs,
            long neverBack,
            @Nullable Double presenceMs) {}

    /// All faults of one kind: the quantiles are over the faults' own figures, of which
    /// `deliveryP99Ms` is the 99th percentile of each.
    public record KindCost(
            String kind,
            long count,
            long withoutEvidence,
            long retries,
            long failed,
            Quantiles deliveryP99Ms,
            Quantiles firstAcceptMs,
            Quantiles back99FromBeginMs,
            Quantiles back99FromEndMs,
            Quantiles presenceMs) {}
}
