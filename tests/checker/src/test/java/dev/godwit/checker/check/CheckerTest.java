package dev.godwit.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.history.Event.FaultEnded;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/// When a run without a violation shows nothing all the same.
class CheckerTest {
    private static final MinimumCoverage NONE =
            MinimumCoverage.none(Duration.ofSeconds(5), Duration.ofSeconds(5));

    @TempDir Path directory;

    private Recording recording;

    /// The first run in which a client process was killed.
    @BeforeEach
    void record() {
        recording =
                LongStream.rangeClosed(1, 100)
                        .mapToObj(Generator::recording)
                        .filter(run -> run.files.size() > 4)
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void whatIsThereIsEnoughWhereNothingIsDemanded() throws IOException {
        var figures = passed(NONE);

        assertThat(figures.accepted()).isEqualTo(figures.messages()).isEqualTo(figures.judged());
        assertThat(figures.incarnations()).isGreaterThan(2);
        assertThat(figures.faultsWithEvidence()).isEqualTo(figures.faults()).isPositive();
    }

    @Test
    void eachDemandIsMetByAsManyAndMissedByOneMore() throws IOException {
        var figures = passed(NONE);
        var run = recording.write(directory.resolve("again"));
        var repairs = figures.redeliveries() + figures.duplicates();
        var late = figures.late() + figures.caughtUp();
        var met =
                NONE.withAccepted(figures.accepted())
                        .withFaults(figures.faults(), figures.inFlight())
                        .withRepairs(repairs, late)
                        .withLiveDevices(figures.liveDevices());

        assertThat(Checker.judge(run, met)).isInstanceOf(Verdict.Passed.class);

        List<UnaryOperator<MinimumCoverage>> more =
                List.of(
                        d -> d.withAccepted(figures.accepted() + 1),
                        d -> d.withFaults(figures.faults() + 1, 0),
                        d -> d.withFaults(0, figures.inFlight() + 1),
                        d -> d.withRepairs(repairs + 1, 0),
                        d -> d.withRepairs(0, late + 1),
                        d -> d.withLiveDevices(figures.liveDevices() + 1));
        for (var demand : more) {
            assertThat(Checker.judge(run, demand.apply(met))).isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void aFaultWithoutEvidenceDoesNotCount() throws IOException {
        var faults = passed(NONE).faultsWithEvidence();
        var ended = Place.all(recording, FaultEnded.class).getFirst();
        ended.replace(new FaultEnded(ended.event().id(), " "));
        var run = recording.write(directory.resolve("again"));

        assertThat(Checker.judge(run, NONE)).isInstanceOf(Verdict.Passed.class);
        assertThat(Checker.judge(run, NONE.withFaults(faults, 0)))
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aBrokenChainIsInvalidWhereverItIs() throws IOException {
        var file = 0;
        for (var name : recording.files.keySet()) {
            var run = recording.write(directory.resolve("broken-" + file++));
            var lines = Files.readAllLines(run.path().resolve(name));
            lines.remove(lines.size() / 2);
            Files.write(run.path().resolve(name), lines);

            assertThat(Checker.judge(run, NONE)).as(name).isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void aLineCutOffByAKillIsNoDamage() throws IOException {
        var run = recording.write(directory.resolve("torn"));
        var killed =
                recording.files.keySet().stream()
                        .filter(name -> name.startsWith("clients/") && !ends(name))
                        .findFirst()
                        .orElseThrow();
        var torn = "123456\tDropping\t1".getBytes(StandardCharsets.UTF_8);
        Files.write(run.path().resolve(killed), torn, java.nio.file.StandardOpenOption.APPEND);

        assertThat(Checker.judge(run, NONE)).isInstanceOf(Verdict.Passed.class);
    }

    private boolean ends(String name) {
        var events = recording.files.getOrDefault(name, List.of());
        return events.getLast().event() instanceof dev.godwit.checker.history.Event.Ended;
    }

    @Test
    void nothingIsInvalid() throws IOException {
        assertThat(Checker.judge(new RunDirectory(directory), NONE))
                .isInstanceOf(Verdict.Invalid.class);
        var run = recording.write(directory.resolve("run"));
        Files.delete(run.evidence());

        assertThat(Checker.judge(run, NONE)).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void evidenceThatWasGatheredTooEarlyIsInvalid() throws IOException {
        var run = recording.write(directory.resolve("early"));
        var patient = Duration.ofHours(10);

        assertThat(Checker.judge(run, MinimumCoverage.none(Duration.ZERO, Duration.ZERO)))
                .isInstanceOf(Verdict.Passed.class);
        assertThat(Checker.judge(withoutRoute(), MinimumCoverage.none(patient, patient)))
                .isInstanceOf(Verdict.Invalid.class);
    }

    private RunDirectory withoutRoute() throws IOException {
        var changed = recording.copy();
        Place.all(changed, dev.godwit.checker.history.Found.Route.class).getFirst().delete();
        return changed.write(directory.resolve("without"));
    }

    private Figures passed(MinimumCoverage demands) throws IOException {
        var verdict = Checker.judge(recording.write(directory.resolve("run")), demands);
        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        return verdict.figures();
    }
}
