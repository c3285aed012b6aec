package dev.godwit.chaos.report;

import dev.godwit.checker.check.Figures;
import dev.godwit.checker.check.Verdict;
import dev.godwit.checker.check.Violation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A verdict as it is reported. `counts` are the judge's own; `totals` count all violations of an
/// invariant, of which `violations` are the first few; `reasons` are those for which a run is
/// invalid, or would be; `limits` say what no outcome covers.
public record Conclusion(
        Outcome outcome,
        List<String> reasons,
        Map<String, Long> totals,
        List<Finding> violations,
        Map<String, Long> counts,
        List<String> limits) {
    private static final List<String> LIMITS =
            List.of(
                    "kill -9 takes away processes, not power: nothing is said of disks that lie or"
                            + " of the loss of a machine",
                    "one machine and one copy of PostgreSQL: nothing is said of failover to a"
                            + " standby",
                    "what was not thought of as a fault was not tried, and what was tried at random"
                            + " was not tried at every moment");

    public enum Outcome {
        PASSED,
        FAILED,
        INVALID
    }

    /// One breach of one invariant: what, and where it can be seen.
    public record Finding(
            String invariant, String meaning, String harm, String what, String where) {
        private static Finding of(Violation violation) {
            return new Finding(
                    violation.invariant().name(),
                    violation.invariant().meaning(),
                    violation.harm().name(),
                    violation.what(),
                    violation.where());
        }
    }

    static Conclusion of(Verdict verdict) {
        var counts = counts(verdict.figures());
        return switch (verdict) {
            case Verdict.Passed _ ->
                    new Conclusion(Outcome.PASSED, List.of(), Map.of(), List.of(), counts, LIMITS);
            case Verdict.Failed failed ->
                    new Conclusion(
                            Outcome.FAILED,
                            failed.doubts(),
                            totals(failed),
                            failed.violations().stream().map(Finding::of).toList(),
                            counts,
                            LIMITS);
            case Verdict.Invalid(var _, var reasons) ->
                    new Conclusion(Outcome.INVALID, reasons, Map.of(), List.of(), counts, LIMITS);
        };
    }

    private static Map<String, Long> totals(Verdict.Failed failed) {
        var totals = new LinkedHashMap<String, Long>();
        failed.totals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(total -> totals.put(total.getKey().name(), total.getValue()));
        return totals;
    }

    private static Map<String, Long> counts(Figures figures) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("messages", figures.messages());
        counts.put("accepted", figures.accepted());
        counts.put("judged", figures.judged());
        counts.put("lost", figures.lost());
        counts.put("doubled", figures.doubled());
        counts.put("disordered", figures.disordered());
        counts.put("fabricated", figures.fabricated());
        counts.put("redeliveries", figures.redeliveries());
        counts.put("duplicates", figures.duplicates());
        counts.put("late", figures.late());
        counts.put("caughtUp", figures.caughtUp());
        counts.put("readBacks", figures.readBacks());
        counts.put("historyRows", figures.historyRows());
        counts.put("liveDevices", figures.liveDevices());
        counts.put("incarnations", figures.incarnations());
        counts.put("faults", figures.faults());
        counts.put("faultsWithEvidence", figures.faultsWithEvidence());
        counts.put("inFlight", figures.inFlight());
        return counts;
    }
}
