package dev.godwit.chaos.campaign;

import dev.godwit.chaos.report.ReportData;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.check.Verdict;

import java.util.List;
import java.util.Map;

/// What a campaign came to.
///
/// `troubles`: what went wrong beside what the judge looks at, such as a process that died by
/// itself; with any of them the campaign has failed, whatever the verdict. `faults`: how many of
/// each kind there were.
public record Outcome(
        RunDirectory directory,
        Verdict verdict,
        List<String> troubles,
        Map<String, Integer> faults,
        List<LogScan.Finding> logs,
        ReportData report) {
    public Outcome {
        troubles = List.copyOf(troubles);
        faults = Map.copyOf(faults);
        logs = List.copyOf(logs);
    }

    public boolean passed() {
        return troubles.isEmpty() && verdict instanceof Verdict.Passed;
    }

    public boolean failed() {
        return !troubles.isEmpty() || verdict instanceof Verdict.Failed;
    }
}
