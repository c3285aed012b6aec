package dev.godwit.chaos.campaign;

import dev.godwit.checker.check.Figures;
import dev.godwit.checker.check.Verdict;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A campaign's outcome on one screen.
public record Summary(CampaignPlan plan, Outcome outcome) {
    private static final int SHOWN = 8;

    public void print(PrintWriter out) {
        var figures = outcome.verdict().figures();
        out.println();
        out.println(headline());
        out.printf(
                "  %,d messages, %,d accepted, %,d judged: %d lost, %d doubled, %d out of order,"
                        + " %d fabricated%n",
                figures.messages(),
                figures.accepted(),
                figures.judged(),
                figures.lost(),
                figures.doubled(),
                figures.disordered(),
                figures.fabricated());
        out.printf("  %,d shown; %s%n", figures.shown(), repairs(figures));
        out.println("  faults: " + faults());
        list(out, "went wrong", outcome.troubles());
        switch (outcome.verdict()) {
            case Verdict.Passed _ -> {}
            case Verdict.Failed failed -> {
                list(out, "violations", failed.violations());
                list(out, "doubts", failed.doubts());
            }
            case Verdict.Invalid invalid -> list(out, "it does not count", invalid.reasons());
        }
        list(
                out,
                "complaints in the logs",
                outcome.logs().stream()
                        .map(each ->
                                "%d x %s: %s".formatted(each.count(), each.process(), each.line()))
                        .toList());
        out.println("  seed " + plan.seed() + "; report: " + outcome.directory().report());
        out.flush();
    }

    private String headline() {
        if (!outcome.troubles().isEmpty()) return "FAILED: the system did not survive by itself";
        return switch (outcome.verdict()) {
            case Verdict.Passed _ -> "PASSED: nothing accepted was lost, doubled or out of order";
            case Verdict.Failed failed ->
                    "FAILED: "
                            + failed.totals().entrySet().stream()
                                    .map(each -> each.getKey() + " " + each.getValue() + " times")
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            case Verdict.Invalid _ -> "INVALID: nothing wrong was seen, which shows nothing";
        };
    }

    private static String repairs(Figures figures) {
        return "%,d pushed again, %,d duplicates answered, %,d late, %,d caught up, slowest %d ms"
                .formatted(
                        figures.redeliveries(),
                        figures.duplicates(),
                        figures.late(),
                        figures.caughtUp(),
                        figures.slowestMillis());
    }

    private String faults() {
        return new TreeMap<>(outcome.faults())
                .entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static void list(PrintWriter out, String title, List<?> items) {
        if (items.isEmpty()) return;
        out.println("  " + title + ":");
        items.stream().limit(SHOWN).forEach(item -> out.println("    " + item));
        if (items.size() > SHOWN) out.println("    ... and " + (items.size() - SHOWN) + " more");
    }
}
