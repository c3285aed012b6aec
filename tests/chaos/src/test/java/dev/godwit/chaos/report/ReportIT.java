package dev.godwit.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.chaos.report.ReportData.FaultCost;
import dev.godwit.checker.RunDirectory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

class ReportIT {
    @TempDir Path directory;
    private RunDirectory run;

    @BeforeEach
    void write() {
        run = SmallRun.write(new RunDirectory(directory));
    }

    @Test
    void everythingIsCountedOnce() {
        var totals = measured().totals();

        assertThat(totals.sends()).isEqualTo(3);
        assertThat(totals.attempts()).isEqualTo(5);
        assertThat(totals.accepted()).isEqualTo(3);
        assertThat(totals.shown()).isEqualTo(4);
        assertThat(totals.redeliveries()).isEqualTo(1);
        assertThat(totals.retries()).isEqualTo(1);
        assertThat(totals.failed()).isZero();
        assertThat(totals.connections()).isEqualTo(5);
    }

    @Test
    void latencyIsFromTheFirstAttemptAndLeavesOutBadGateways() {
        var totals = measured().totals();

        assertThat(totals.acceptMs().count()).isEqualTo(3);
        assertNear(totals.acceptMs().p50(), 20);
        assertNear(totals.acceptMs().max(), 3000);
        assertThat(totals.deliveryMs().count()).isEqualTo(3);
        assertNear(totals.deliveryMs().p50(), 30);
        assertNear(totals.deliveryMs().max(), 3500);
    }

    @Test
    void aStretchHoldsWhatHappenedInIt() {
        var series = measured().series();

        assertThat(series.step()).isEqualTo(1);
        assertThat(series.accepted()).hasSize(31);
        assertThat(series.accepted().get(2)).isEqualTo(1);
        assertThat(series.accepted().get(13)).isEqualTo(1);
        assertThat(series.shown().get(11)).isEqualTo(1);
        assertThat(series.deliveryP99().get(11)).isNull();
        assertNear(series.deliveryP99().get(13), 3500);
        assertThat(series.connected().get(5)).isEqualTo(3);
        assertThat(series.connected().get(10)).isEqualTo(1);
        assertThat(series.connected().get(20)).isEqualTo(2);
    }

    @Test
    void aFaultIsChargedWithWhatItCost() {
        var kill = kill(measured());

        assertThat(kill.began()).isEqualTo(10);
        assertThat(kill.ended()).isEqualTo(12);
        assertThat(kill.deliveryMs().count()).isEqualTo(1);
        assertNear(kill.deliveryMs().max(), 3500);
        assertThat(kill.retries()).isEqualTo(1);
        assertThat(kill.firstAcceptMs()).isEqualTo(1000);
        assertThat(kill.presenceMs()).isEqualTo(1500);
    }

    @Test
    void aClientIsBackWhenItIsLiveAgainEvenInItsNextLife() {
        var kill = kill(measured());

        assertThat(kill.clientsLost()).isEqualTo(3); // Carol's process died, too
        assertThat(kill.neverBack()).isEqualTo(1);
        assertThat(kill.back99FromBeginMs()).isNull();
    }

    @Test
    void aFaultThatWasNeverHealedHasNoEndAndNoEvidence() {
        var pause = measured().faults().getLast();

        assertThat(pause.ended()).isNull();
        assertThat(pause.firstAcceptMs()).isNull();
        assertThat(measured().kinds().getLast().withoutEvidence()).isEqualTo(1);
    }

    @Test
    void theJsonHoldsWhatTheReportMeasured() throws Exception {
        var data = Report.write(run, SmallRun.passed(), SmallRun.CAMPAIGN);

        var json = new ObjectMapper().readTree(Files.readString(run.reportAsJson()));
        assertThat(json.at("/verdict/outcome").asText()).isEqualTo("PASSED");
        assertThat(json.at("/campaign/began").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.at("/campaign/seed").asLong()).isEqualTo(42);
        assertThat(json.at("/totals/accepted").asLong()).isEqualTo(data.totals().accepted());
        assertThat(json.at("/series/accepted")).hasSize(data.series().accepted().size());
        assertThat(json.at("/faults/0/kind").asText()).isEqualTo("kill gateway");
        assertThat(json.at("/faults/1/ended").isNull()).isTrue();
        assertThat(json.at("/kinds")).hasSize(2);
    }

    @Test
    void thePageSaysItAllAndNeedsNothingElse() throws Exception {
        Report.write(run, SmallRun.failed(), SmallRun.CAMPAIGN);

        var page = Files.readString(run.report());
        assertThat(page)
                .contains("Failed", "m2 of alice has no &lt;row&gt;", "a.1.log:7", "one doubt")
                .contains("S1: 1", "kill gateway", "pause", "&lt;b&gt;3&lt;/b&gt; clients")
                .contains("./godwit chaos --seed 42", "presence_ms=1500")
                .doesNotContain("-9 </script>", "src=", "href=", "@import", "url(");
    }

    @Test
    void aRunWithoutClientsHasNoReport() throws Exception {
        for (var file : run.historyFiles()) Files.delete(file);

        assertThatThrownBy(this::measured)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no client");
    }

    private ReportData measured() {
        return Report.measure(run, SmallRun.passed(), SmallRun.CAMPAIGN);
    }

    private static FaultCost kill(ReportData data) {
        return data.faults().getFirst();
    }

    /// Latencies are kept to two digits.
    private static void assertNear(@Nullable Double value, double expected) {
        assertThat(Objects.requireNonNull(value)).isCloseTo(expected, within(expected * 0.02));
    }
}
