package dev.godwit.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Runs in which the database is replaced by an older copy of itself.
class RestoredRunsTest {
    private static final int SEEDS = 150;
    private static final int MAX_SEEDS = 400;
    private static final int TIMES = 10;

    @TempDir Path directory;

    @Test
    void everyRunAsItShouldBePasses() throws IOException {
        for (var seed = 1L; seed <= SEEDS; seed++) {
            var verdict = judged(Generator.restored(seed), seed);

            assertThat(verdict).as("seed %d", seed).isInstanceOf(Verdict.Passed.class);
        }
    }

    static List<Mutation> mutations() {
        return GenerationMutations.all();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void mixedGenerationsNeverPass(Mutation mutation) throws IOException {
        var rejected = 0;
        for (var seed = 1L; seed <= MAX_SEEDS && rejected < TIMES; seed++) {
            var recording = Generator.restored(seed);
            if (!mutation.change().applied(recording, new Random(seed))) continue;
            assertThat(judged(recording, seed))
                    .as("seed %d", seed)
                    .isNotInstanceOf(Verdict.Passed.class);
            rejected++;
        }
        assertThat(rejected).as(mutation.name()).isEqualTo(TIMES);
    }

    private Verdict judged(Recording recording, long seed) throws IOException {
        return Checker.judge(
                recording.write(directory.resolve("run-" + seed)),
                MinimumCoverage.none(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
