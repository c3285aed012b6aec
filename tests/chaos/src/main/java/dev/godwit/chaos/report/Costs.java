package dev.godwit.chaos.report;

import dev.godwit.chaos.report.Presences.Outage;
import dev.godwit.chaos.report.ReportData.FaultCost;
import dev.godwit.chaos.report.ReportData.KindCost;
import dev.godwit.chaos.report.ReportData.Quantiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// What each fault cost those who talked meanwhile. Faults may overlap; each is then charged with
/// everything. Owned by one thread.
final class Costs {
    private static final long AFTERMATH = 10_000_000;
    private static final double ALMOST_ALL = 0.99;

    private final TimeAxis axis;
    private final Recording recording;
    private final List<FaultSpan> spans;
    private final List<Outage> outages;
    private final List<Latency> deliveries = new ArrayList<>();

    Costs(TimeAxis axis, Recording recording, List<FaultSpan> spans) {
        this.axis = axis;
        this.recording = recording;
        this.spans = spans;
        this.outages = recording.presences.outages();
        recording.retriedAt.sort();
        recording.gaveUpAt.sort();
        spans.forEach(_ -> deliveries.add(new Latency()));
        deliver();
    }

    /// Call it when nobody needs the order of `acceptedAt` any more.
    List<FaultCost> each() {
        recording.acceptedAt.sort();
        var costs = new ArrayList<FaultCost>();
        for (var i = 0; i < spans.size(); i++) costs.add(cost(spans.get(i), deliveries.get(i)));
        return costs;
    }

    static List<KindCost> byKind(List<FaultCost> faults) {
        var kinds = new LinkedHashMap<String, List<FaultCost>>();
        faults.forEach(
                fault -> kinds.computeIfAbsent(fault.kind(), _ -> new ArrayList<>()).add(fault));
        return kinds.entrySet().stream().map(kind -> sum(kind.getKey(), kind.getValue())).toList();
    }

    private static KindCost sum(String kind, List<FaultCost> faults) {
        return new KindCost(
                kind,
                faults.size(),
                faults.stream().filter(fault -> fault.evidence().isEmpty()).count(),
                faults.stream().mapToLong(FaultCost::retries).sum(),
                faults.stream().mapToLong(FaultCost::failed).sum(),
                over(faults, fault -> fault.deliveryMs().p99()),
                over(faults, FaultCost::firstAcceptMs),
                over(faults, FaultCost::back99FromBeginMs),
                over(faults, FaultCost::back99FromEndMs),
                over(faults, FaultCost::presenceMs));
    }

    private static Quantiles over(
            List<FaultCost> faults, Function<FaultCost, @Nullable Double> figure) {
        var values =
                faults.stream()
                        .map(figure)
                        .filter(Objects::nonNull)
                        .mapToDouble(x -> x)
                        .sorted()
                        .toArray();
        if (values.length == 0) return new Quantiles(0, null, null, null);
        return new Quantiles(
                values.length,
                values[rank(values.length, 0.5)],
                values[rank(values.length, 0.99)],
                values[values.length - 1]);
    }

    /// The index of the nearest rank.
    private static int rank(int count, double share) {
        return Math.max(0, (int) Math.ceil(share * count) - 1);
    }

    /// Charges each delivery to the faults during or shortly after which its send began.
    private void deliver() {
        var faultsAt = faultsAt();
        for (var i = 0; i < recording.shownAt.size(); i++) {
            var key = recording.shownKeys.get(i);
            if (!recording.sends.knows(key) || recording.sends.bad(key)) continue;
            var sent = recording.sends.micros(key);
            for (var fault : faultsAt.get(axis.stretch(sent))) {
                if (sent >= spans.get(fault).began() && sent < aftermath(spans.get(fault))) {
                    deliveries.get(fault).add(recording.shownAt.get(i) - sent);
                }
            }
        }
    }

    private List<List<Integer>> faultsAt() {
        var all = new ArrayList<List<Integer>>();
        for (var i = 0; i < axis.stretches(); i++) all.add(new ArrayList<>());
        for (var fault = 0; fault < spans.size(); fault++) {
            var from = axis.stretch(spans.get(fault).began());
            var to = axis.stretch(aftermath(spans.get(fault)));
            for (var stretch = from; stretch <= to; stretch++) all.get(stretch).add(fault);
        }
        return all;
    }

    private long end(FaultSpan span) {
        return span.ended() == null ? axis.end() : span.ended();
    }

    private long aftermath(FaultSpan span) {
        return end(span) + AFTERMATH;
    }

    private FaultCost cost(FaultSpan span, Latency delivery) {
        var lost =
                outages.stream()
                        .filter(out -> out.lost() >= span.began() && out.lost() <= end(span))
                        .toList();
        var back = almostAllBack(lost);
        return new FaultCost(
                span.fault().id(),
                span.fault().kind(),
                span.fault().target(),
                span.fault().detail(),
                axis.seconds(span.began()),
                span.ended() == null ? null : axis.seconds(span.ended()),
                span.evidence(),
                delivery.quantiles(),
                within(recording.retriedAt, span),
                within(recording.gaveUpAt, span),
                firstAccept(span),
                lost.size(),
                back == null ? null : millis(back - span.began()),
                back == null ? null : Math.max(0, millis(back - end(span))),
                lost.stream().filter(out -> out.back() == null).count(),
                span.measured("presence_ms"));
    }

    private long within(Longs times, FaultSpan span) {
        return (long) times.below(aftermath(span)) - times.below(span.began());
    }

    private @Nullable Double firstAccept(FaultSpan span) {
        var next = recording.acceptedAt.below(end(span));
        return span.ended() == null || next == recording.acceptedAt.size()
                ? null
                : millis(recording.acceptedAt.get(next) - end(span));
    }

    /// When 99 % of them were live again, if ever.
    private static @Nullable Long almostAllBack(List<Outage> lost) {
        var back = new Longs();
        for (var out : lost) if (out.back() != null) back.add(out.back());
        if (lost.isEmpty()) return null;
        back.sort();
        var rank = rank(lost.size(), ALMOST_ALL);
        return rank < back.size() ? back.get(rank) : null;
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
