package dev.godwit.e2e.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chaos.cluster.Build;
import dev.godwit.chaos.cluster.Servers;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.check.Verdict;
import dev.godwit.embedded.Durability;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// The judge sees each bug in real processes, and sees none in the same plays without one.
///
/// Each bug has a system of its own, which takes longer than a build should. Most of that is
/// waiting: several are played at a time, and each test looks at one of them.
@EnabledIfSystemProperty(
        named = MutantsE2E.CHOICE,
        matches = ".+",
        disabledReason = "on demand: -Dtest.jvm=-Dgodwit.seeded=all, or names of bugs")
class MutantsE2E {
    static final String CHOICE = "godwit.seeded";

    private static final int AT_ONCE = 2;
    private static final int SERVICES = 3;

    /// For what will happen.
    private static final Duration LONG = Duration.ofSeconds(60);

    /// For what will not happen, once there is a bug.
    private static final Duration SHORT = Duration.ofSeconds(10);

    /// A scenario whose verdict there will be.
    record Play(Scenario scenario, Future<Verdict> verdict) {
        @Override
        public String toString() {
            return scenario.bug();
        }
    }

    @TempDir private static Path temporary;

    private static final BlockingQueue<Servers> FREE = new LinkedBlockingQueue<>();
    private static final List<Play> SPOILT = new ArrayList<>();

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

    private static Future<Verdict> sound;

    @BeforeAll
    static void play() {
        for (var i = 0; i < AT_ONCE; i++) {
            var directory = temporary.resolve("servers-" + i);
            FREE.add(Servers.start(directory, Durability.NONE, SERVICES));
        }
        sound = THREADS.submit(() -> onFreeServers(MutantsE2E::soundVerdict));
        for (var scenario : chosen())
            SPOILT.add(
                    new Play(
                            scenario,
                            THREADS.submit(() ->
                                    onFreeServers(servers -> spoiltVerdict(scenario, servers)))));
    }

    @AfterAll
    static void stop() {
        THREADS.close();
        FREE.forEach(Servers::close);
    }

    private static List<Scenario> chosen() {
        var names = List.of(System.getProperty(CHOICE, "all").split(","));
        var chosen =
                Scenario.all().stream()
                        .filter(each -> names.contains("all") || names.contains(each.bug()))
                        .toList();
        assertThat(chosen).as("bugs called %s", names).isNotEmpty();
        return chosen;
    }

    static List<Play> plays() {
        return SPOILT;
    }

    @ParameterizedTest
    @MethodSource("plays")
    void theJudgeCatches(Play play) throws Exception {
        assertThat(play.verdict.get())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.totals()).containsKey(play.scenario.broken()));
    }

    @Test
    void itFindsNothingWhereThereIsNoBug() throws Exception {
        assertThat(sound.get()).isInstanceOf(Verdict.Passed.class);
    }

    private static Verdict spoiltVerdict(Scenario scenario, Servers servers) {
        var bug = Mutant.read(MutantsTest.BUGS.resolve(scenario.bug() + ".bug"));
        var folder = temporary.resolve(bug.name());
        var spoilt = SpoiltBuild.of(bug, MutantsTest.REPOSITORY, folder.resolve("build"));
        var run = new RunDirectory(folder.resolve("run"));
        try (var stage = Stage.set(servers, run, Build.own().with(spoilt), SHORT)) {
            stage.begin(scenario.bug());
            scenario.script().play(stage);
            return stage.verdict();
        }
    }

    private static Verdict soundVerdict(Servers servers) {
        var run = new RunDirectory(temporary.resolve("no-bug"));
        try (var stage = Stage.set(servers, run, Build.own(), LONG)) {
            for (var scenario : chosen()) {
                stage.begin(scenario.bug());
                scenario.script().play(stage);
                stage.restore();
            }
            return stage.verdict();
        }
    }

    private static Verdict onFreeServers(Function<Servers, Verdict> play)
            throws InterruptedException {
        var servers = FREE.take();
        try {
            return play.apply(servers);
        } finally {
            FREE.add(servers);
        }
    }
}
