package dev.godwit.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.stream.LongStream;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aSecondHoldsAsManyMessagesAsTheRateSays() {
        var schedule = new Schedule(5 * SECOND, 6_000, 200, 60_000);

        for (var second = 0; second < 10; second++) {
            var from = (5 + second) * SECOND;
            var due =
                    LongStream.range(0, schedule.count())
                            .map(schedule::at)
                            .filter(at -> at >= from && at < from + SECOND)
                            .count();
            assertThat(due).isBetween(5_999L, 6_001L);
        }
    }

    @Test
    void messagesAreEvenlySpacedAndDoNotDrift() {
        var schedule = new Schedule(0, 3_000, 10, Long.MAX_VALUE);

        assertThat(schedule.at(1) - schedule.at(0)).isBetween(333_332L, 333_334L);
        assertThat(schedule.at(3_000 * 3_600L)).isBetween(3_600 * SECOND - 10, 3_600 * SECOND + 10);
    }

    @Test
    void everyUserHasTheirTurn() {
        var schedule = new Schedule(0, 100, 4, 8);

        assertThat(LongStream.range(0, 8).mapToObj(schedule::user))
                .containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void aWindowHoldsItsBeginningAndNotItsEnd() {
        var window = new Window(10, 20);

        assertThat(window.holds(9)).isFalse();
        assertThat(window.holds(10)).isTrue();
        assertThat(window.holds(19)).isTrue();
        assertThat(window.holds(20)).isFalse();
    }

    @Test
    void theTwoOfAPairAreOnDifferentGateways() {
        for (var gateways = 2; gateways <= 5; gateways++) {
            var addresses =
                    LongStream.range(0, gateways).mapToObj(g -> URI.create("ws://g" + g)).toList();
            var people = Cast.of(20, "r", addresses, user -> "token of " + user).participants();

            for (var pair = 0; pair < 20; pair += 2) {
                var one = people.get(pair);
                var other = people.get(pair + 1);
                assertThat(one.peer()).isEqualTo(other.user());
                assertThat(other.peer()).isEqualTo(one.user());
                assertThat(one.gateway()).isNotEqualTo(other.gateway());
                assertThat(one.token()).isEqualTo("token of " + one.user());
            }
            assertThat(people.stream().map(Participant::gateway).distinct())
                    .hasSameElementsAs(List.copyOf(addresses));
        }
    }

    @Test
    void aWindowIsCalmAndAttackedByTurnsAndNeitherInTheSecondOfTheChange() {
        var second = 1_000_000_000L;
        var window = new Window(10 * second, 50 * second, 10 * second);

        assertThat(window.calm(10 * second)).isFalse();
        assertThat(window.calm(11 * second)).isTrue();
        assertThat(window.attacked(20 * second)).isTrue();
        assertThat(window.disturbed(20 * second)).isFalse();
        assertThat(window.disturbed(21 * second)).isTrue();
        assertThat(window.calm(21 * second)).isFalse();
        assertThat(window.calm(31 * second)).isTrue();
        assertThat(window.disturbed(50 * second + 1)).isFalse();
    }
}
