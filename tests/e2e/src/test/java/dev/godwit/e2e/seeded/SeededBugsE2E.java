package dev.godwit.e2e.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chaos.cluster.Build;
import dev.godwit.chaos.cluster.Servers;
import dev.godwit.embedded.Durability;
import dev.godwit.judge.RunDirectory;
import dev.godwit.judge.check.Verdict;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The judge sees each bug in real processes, and sees none in the same plays without one.
///
/// One system for each bug: that takes longer than a build should.
@EnabledIfSystemProperty(
        named = "godwit.seeded",
        matches = "true",
        disabledReason = "on demand: -Dtest.jvm=-Dgodwit.seeded=true")
class SeededBugsE2E {
    private static final int SERVICES = 3;

    /// For what will happen.
    private static final Duration LONG = Duration.ofSeconds(60);

    /// For what will not happen, once there is a bug.
    private static final Duration SHORT = Duration.ofSeconds(10);

    @TempDir private static Path temporary;

    private static Servers servers;

    @BeforeAll
    static void start() {
        servers = Servers.start(temporary.resolve("servers"), Durability.NONE, SERVICES);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theJudgeCatches(Scenario scenario) {
        var bug = SeededBug.read(SeededBugsTest.BUGS.resolve(scenario.bug() + ".bug"));
        var folder = temporary.resolve(bug.name());
        var spoilt = SpoiltBuild.of(bug, SeededBugsTest.REPOSITORY, folder.resolve("build"));

        try (var stage =
                Stage.set(
                        servers,
                        new RunDirectory(folder.resolve("run")),
                        Build.own().with(spoilt),
                        SHORT)) {
            stage.begin(scenario.bug());
            scenario.script().play(stage);

            assertThat(stage.verdict())
                    .isInstanceOfSatisfying(
                            Verdict.Failed.class,
                            failed -> assertThat(failed.totals()).containsKey(scenario.broken()));
        }
    }

    @Test
    void itFindsNothingWhereThereIsNoBug() {
        var run = new RunDirectory(temporary.resolve("no-bug"));

        try (var stage = Stage.set(servers, run, Build.own(), LONG)) {
            for (var scenario : Scenario.all()) {
                stage.begin(scenario.bug());
                scenario.script().play(stage);
                stage.restore();
            }

            assertThat(stage.verdict()).isInstanceOf(Verdict.Passed.class);
        }
    }
}
