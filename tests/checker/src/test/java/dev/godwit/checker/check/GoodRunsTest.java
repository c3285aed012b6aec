package dev.godwit.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

class GoodRunsTest {
    private static final int SEEDS = 300;

    @TempDir Path directory;

    @Test
    void everyRunAsItShouldBePassesAndAllOfThemTogetherShowEverything() throws IOException {
        var sum = new Sum();
        for (var seed = 1L; seed <= SEEDS; seed++) {
            var run = Generator.recording(seed).write(directory.resolve("run-" + seed));

            var verdict =
                    Checker.judge(
                            run,
                            MinimumCoverage.none(Duration.ofSeconds(5), Duration.ofSeconds(5)));

            assertThat(verdict).as("seed %d", seed).isInstanceOf(Verdict.Passed.class);
            sum.add(verdict.figures());
        }
        sum.check();
    }

    /// That the runs are not empty.
    private static final class Sum {
        private long accepted;
        private long redeliveries;
        private long duplicates;
        private long retries;
        private long refused;
        private long caughtUp;
        private long readBacks;
        private long incarnations;
        private long inFlight;
        private long displaced;

        void add(Figures figures) {
            assertThat(figures.judged()).isEqualTo(figures.accepted());
            accepted += figures.accepted();
            redeliveries += figures.redeliveries();
            duplicates += figures.duplicates();
            retries += figures.retries();
            refused += figures.refused();
            caughtUp += figures.caughtUp();
            readBacks += figures.readBacks();
            incarnations += figures.incarnations();
            inFlight += figures.inFlight();
            displaced += figures.closes().getOrDefault(4409, 0L);
        }

        void check() {
            assertThat(accepted).isGreaterThan(30L * SEEDS);
            assertThat(redeliveries).isGreaterThan(10L * SEEDS);
            assertThat(duplicates).isGreaterThan(SEEDS);
            assertThat(retries).isGreaterThan(SEEDS);
            assertThat(refused).isGreaterThan(SEEDS / 2L);
            assertThat(caughtUp).isGreaterThan(10L * SEEDS);
            assertThat(readBacks).isGreaterThan(SEEDS);
            assertThat(incarnations).isGreaterThan(5L * SEEDS / 2);
            assertThat(inFlight).isPositive();
            assertThat(displaced).isGreaterThan(SEEDS / 10L);
        }
    }
}
