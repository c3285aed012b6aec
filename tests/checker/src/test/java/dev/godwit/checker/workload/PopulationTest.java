package dev.godwit.checker.workload;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class PopulationTest {
    private final Population cast =
            new Population("run", Workload.usual(7, List.of("c0", "c1"), 101, 10));

    @Test
    void everybodyIsInOneProcessAndKnowsFriendsWhoKnowThem() {
        var everybody = Stream.of("c0", "c1").flatMap(host -> cast.of(host).stream()).toList();

        assertThat(everybody).extracting(Person::user).doesNotHaveDuplicates().hasSize(101);
        for (var person : everybody) {
            assertThat(person.friends()).hasSizeGreaterThanOrEqualTo(4);
            for (var friend : person.friends()) {
                assertThat(everybody)
                        .filteredOn(other -> other.user().equals(friend))
                        .singleElement()
                        .satisfies(other -> assertThat(other.friends()).contains(person.user()));
            }
        }
        assertThat(everybody).anyMatch(person -> person.friends().contains(person.user()));
        assertThat(everybody).anyMatch(person -> person.devices().size() == 2);
    }

    @Test
    void theSameSeedGivesTheSamePeople() {
        assertThat(new Population("run", cast.workload()).of("c1")).isEqualTo(cast.of("c1"));
    }

    @Test
    void twoPeopleHaveEachOther() {
        var two = new Population("run", Workload.usual(7, List.of("c0"), 2, 10));

        assertThat(two.of("c0").get(1).friends()).containsExactly("run-0");
    }

    @Test
    void bodiesHaveTheLengthThatWasAskedForAndCanBeMadeAgain() {
        var bodies = new Bodies(7, "run");

        for (var bytes : IntStream.rangeClosed(48, 400).toArray()) {
            var body = bodies.body("alice", "m-" + bytes, 0, bytes);
            assertThat(body.getBytes(UTF_8)).hasSize(bytes);
            assertThat(new Bodies(7, "run").body("alice", "m-" + bytes, 0, bytes)).isEqualTo(body);
        }
    }

    @Test
    void nobodyElseHasTheSameBody() {
        assertThat(
                        List.of(
                                new Bodies(7, "run").body("alice", "m-1", 0, 64),
                                new Bodies(7, "run").body("alice", "m-1", 1, 64),
                                new Bodies(7, "run").body("alice", "m-2", 0, 64),
                                new Bodies(7, "run").body("bob", "m-1", 0, 64),
                                new Bodies(7, "other").body("alice", "m-1", 0, 64),
                                new Bodies(8, "run").body("alice", "m-1", 0, 64)))
                .extracting(body -> body.substring(0, 32))
                .doesNotHaveDuplicates();
    }
}
