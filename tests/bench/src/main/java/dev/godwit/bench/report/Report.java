package dev.godwit.bench.report;

import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.load.Outcome;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run, in numbers. Rates are of the measured window; `perMessage` costs are per delivered
/// message. `system` is all of `costs` but the generator.
public record Report(
        String scenario,
        double intendedPerSecond,
        int users,
        int gateways,
        int bodyBytes,
        long warmupSeconds,
        long measuredSeconds,
        double sentPerSecond,
        double acceptedPerSecond,
        double deliveredPerSecond,
        Quantiles acceptedMs,
        Quantiles deliveredMs,
        Quantiles lagMs,
        List<Second> seconds,
        Map<String, Cost> costs,
        Cost system,
        Map<String, Long> errors,
        Map<String, String> violations,
        @Nullable Comparison comparison) {

    /// What was due in one second of the window: how much of it was delivered, and how fast.
    public record Second(long delivered, @Nullable Double p50Ms, @Nullable Double p99Ms) {
        private static Second of(Histogram nanos) {
            var none = nanos.getTotalCount() == 0;
            return new Second(
                    nanos.getTotalCount(),
                    none ? null : nanos.getValueAtPercentile(50) / 1e6,
                    none ? null : nanos.getValueAtPercentile(99) / 1e6);
        }
    }

    /// `generator`: the name under which the generator's own cost stands.
    public static Report of(
            String scenario, LoadPlan plan, int gateways, Outcome outcome, String generator) {
        var tally = outcome.tally();
        var seconds = plan.measured().toMillis() / 1e3;
        var costs = new LinkedHashMap<String, Cost>();
        var system = new Cost(0, 0, 0);
        for (var party : outcome.usage().byName().entrySet()) {
            var cost = Cost.of(party.getValue(), tally.deliveredCount(), seconds);
            costs.put(party.getKey(), cost);
            if (!party.getKey().equals(generator)) system = system.plus(cost);
        }
        return new Report(
                scenario,
                plan.rate(),
                plan.users(),
                gateways,
                plan.bodyBytes(),
                plan.warmup().toSeconds(),
                plan.measured().toSeconds(),
                tally.sentCount() / seconds,
                tally.acceptedCount() / seconds,
                tally.deliveredCount() / seconds,
                Quantiles.of(tally.accepted()),
                Quantiles.of(tally.delivered()),
                Quantiles.of(tally.lag()),
                tally.bySecond().stream().map(Second::of).toList(),
                costs,
                system,
                tally.errors(),
                outcome.violations().lines(),
                null);
    }

    public Report with(Comparison compared) {
        return new Report(
                scenario,
                intendedPerSecond,
                users,
                gateways,
                bodyBytes,
                warmupSeconds,
                measuredSeconds,
                sentPerSecond,
                acceptedPerSecond,
                deliveredPerSecond,
                acceptedMs,
                deliveredMs,
                lagMs,
                seconds,
                costs,
                system,
                errors,
                violations,
                compared);
    }

    /// Whether the numbers mean anything.
    public boolean valid() {
        return violations.isEmpty() && deliveredMs.count() > 0;
    }
}
