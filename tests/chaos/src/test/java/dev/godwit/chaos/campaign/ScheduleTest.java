package dev.godwit.chaos.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.fault.FaultKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class ScheduleTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    @Test
    void theSameSeedMakesTheSameFaultsAtTheSameTimes() {
        var first = usual(HALF_AN_HOUR, 42);

        assertThat(usual(HALF_AN_HOUR, 42)).isEqualTo(first);
        assertThat(usual(HALF_AN_HOUR, 43)).isNotEqualTo(first);
    }

    @Test
    void faultsComeInTheOrderOfTheirTimesAndWithinTheRun() {
        assertThat(usual(HALF_AN_HOUR, 1).faults())
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()))
                .allSatisfy(planned -> assertThat(planned.at()).isLessThan(HALF_AN_HOUR));
    }

    @Test
    void halfAnHourHasThreeHundredKillsAndAHundredPauses() {
        for (var seed = 1; seed <= 20; seed++) {
            var kinds =
                    usual(HALF_AN_HOUR, seed).faults().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            planned -> planned.fault().kind(),
                                            Collectors.counting()));

            assertThat(kinds.get("kill")).isGreaterThanOrEqualTo(300);
            assertThat(kinds.get("pause")).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void aShortRunStillStrikesEveryProcessInEveryWay() {
        for (var seed = 1; seed <= 20; seed++) {
            var strikes =
                    usual(Duration.ofSeconds(75), seed).faults().stream()
                            .map(planned -> planned.fault())
                            .map(fault -> fault.kind() + " " + group(fault.target()))
                            .collect(Collectors.toSet());

            assertThat(strikes)
                    .contains(
                            "kill gateway",
                            "kill chat",
                            "kill clients",
                            "kill postgres",
                            "kill redis",
                            "kill kafka",
                            "pause gateway",
                            "pause chat",
                            "pause clients",
                            "pause postgres",
                            "pause redis",
                            "pause kafka",
                            "drop clients",
                            "roll gateways",
                            "roll chats");
        }
    }

    @Test
    void onlyWhatIsChosenComes() {
        var schedule =
                Schedule.of(
                        Set.of(FaultKind.KAFKA_DOWN), ClusterPlan.usual(), HALF_AN_HOUR, OUTAGE, 1);

        assertThat(schedule.faults())
                .isNotEmpty()
                .allSatisfy(planned -> {
                    assertThat(planned.fault().target()).isEqualTo("kafka");
                    assertThat(planned.fault().detail()).isEqualTo("returns=data away=20000");
                });
    }

    @Test
    void hostsOfTheirOwnAddFaultsAndChangeNoOther() {
        var plan = ClusterPlan.usual().withNamespaces();
        var schedule = Schedule.of(FaultKind.usual(true), plan, HALF_AN_HOUR, OUTAGE, 42);

        var added = List.of("cable-pull", "host-loss");
        assertThat(schedule.faults())
                .extracting(planned -> planned.fault().kind())
                .containsAll(added);
        assertThat(schedule.faults())
                .filteredOn(planned -> !added.contains(planned.fault().kind()))
                .isEqualTo(usual(HALF_AN_HOUR, 42).faults());
    }

    private static String group(String target) {
        return target.replaceFirst("-\\d+$", "");
    }

    private static Schedule usual(Duration length, long seed) {
        return Schedule.of(FaultKind.usual(false), ClusterPlan.usual(), length, OUTAGE, seed);
    }
}
