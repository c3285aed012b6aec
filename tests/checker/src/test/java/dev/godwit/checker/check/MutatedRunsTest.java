package dev.godwit.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Each run here is as it should be but for one change, and none passes. Chains are right: whoever
/// changed it also signed it.
class MutatedRunsTest {
    private static final int TIMES = 20;
    private static final int MAX_SEEDS = 400;
    private static final Map<Long, Recording> GOOD = new ConcurrentHashMap<>();

    @TempDir Path directory;

    static Stream<Mutation> mutations() {
        return Stream.of(
                        PushMutations.all(),
                        SendMutations.all(),
                        LifeMutations.all(),
                        EvidenceMutations.all(),
                        PageMutations.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void neverPasses(Mutation mutation) throws IOException {
        var rejected = 0;
        for (var seed = 1L; seed <= MAX_SEEDS && rejected < TIMES; seed++) {
            var recording = GOOD.computeIfAbsent(seed, Generator::recording).copy();
            if (!mutation.change().applied(recording, new Random(seed))) continue;

            var verdict = judged(recording, seed);

            assertThat(verdict).as("seed %d", seed).isNotInstanceOf(Verdict.Passed.class);
            rejected++;
        }
        assertThat(rejected).as(mutation.name()).isEqualTo(TIMES);
    }

    private Verdict judged(Recording recording, long seed) throws IOException {
        var run = recording.write(directory.resolve("run-" + seed));
        return Checker.judge(
                run, MinimumCoverage.none(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
