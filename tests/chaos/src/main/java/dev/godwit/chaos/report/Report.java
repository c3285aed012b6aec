package dev.godwit.chaos.report;

import dev.godwit.chaos.report.ReportData.Totals;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.Target;
import dev.godwit.checker.check.Verdict;
import dev.godwit.report.ReportJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Measures a run that has ended and writes `report.json` and `report.html`. Blocks for as long as
/// it takes to read all histories once; needs about 100 bytes of memory for each message.
public final class Report {
    private Report() {}

    public static ReportData write(RunDirectory run, Verdict verdict, CampaignSummary campaign) {
        var data = measure(run, verdict, campaign);
        try {
            ReportJson.write(run.reportAsJson(), data);
            Files.writeString(run.report(), CampaignPage.of(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    static ReportData measure(RunDirectory run, Verdict verdict, CampaignSummary campaign) {
        var recording = Recording.of(run, badGateways(run));
        var spans = FaultSpan.read(run.faults());
        var axis = axis(recording, spans);
        var curves = new Curves(axis, recording);
        var series = curves.series(recording.presences);
        var faults = new Costs(axis, recording, spans).each();
        return new ReportData(
                campaign,
                axis.seconds(axis.end()),
                Conclusion.of(verdict),
                totals(recording, curves),
                series,
                faults,
                Costs.byKind(faults));
    }

    /// As the clients call them.
    private static Set<String> badGateways(RunDirectory run) {
        return Target.read(run.target()).badGateways().stream()
                .map(URI::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static TimeAxis axis(Recording recording, List<FaultSpan> spans) {
        if (recording.last < recording.first) {
            throw new IllegalArgumentException("no client of the run has a history");
        }
        var end = recording.last;
        for (var span : spans) {
            end = Math.max(end, span.ended() == null ? span.began() : span.ended());
        }
        return TimeAxis.of(recording.first, end);
    }

    private static Totals totals(Recording recording, Curves curves) {
        return new Totals(
                recording.sends.size(),
                recording.attempts,
                recording.acceptedAt.size(),
                recording.refused,
                recording.shownAt.size(),
                recording.redeliveries,
                recording.retriedAt.size(),
                recording.gaveUpAt.size(),
                recording.readBacks,
                recording.connections,
                recording.connectFailures,
                curves.acceptMs(),
                curves.deliveryMs());
    }
}
