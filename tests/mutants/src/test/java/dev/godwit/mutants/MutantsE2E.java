package dev.godwit.mutants;

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

/// The checker catches each mutant in real processes, and nothing in the same plays without one.
///
/// Each mutant has a system of its own, which takes longer than a build should. Most of that is
/// waiting: several are played at a time, and each test looks at one of them.
@EnabledIfSystemProperty(
        named = MutantsE2E.CHOICE,
        matches = ".+",
        disabledReason = "on demand: -Dgodwit.mutants=all, or names of mutants")
class MutantsE2E {
    static final String CHOICE = "godwit.mutants";

    private static final int AT_ONCE = 2;
    private static final int SERVICES = 3;

    /// For what will happen.
    private static final Duration LONG = Duration.ofSeconds(60);

    /// For what will not happen, once there is a mutant.
    private static final Duration SHORT = Duration.ofSeconds(10);

    /// A scenario whose verdict there will be.
    record Play(Scenario scenario, Future<Verdict> verdict) {
        @Override
        public String toString() {
            return scenario.mutant();
        }
    }

    @TempDir private static Path temporary;

    private static final BlockingQueue<Servers> FREE = new LinkedBlockingQueue<>();
    private static final List<Play> PLAYS = new ArrayList<>();

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
            PLAYS.add(
                    new Play(
                            scenario,
                            THREADS.submit(
                                    () -> onFreeServers(servers -> verdictOn(scenario, servers)))));
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
                        .filter(each -> names.contains("all") || names.contains(each.mutant()))
                        .toList();
        assertThat(chosen).as("mutants called %s", names).isNotEmpty();
        return chosen;
    }

    static List<Play> plays() {
        return PLAYS;
    }

    @ParameterizedTest
    @MethodSource("plays")
    void theCheckerCatches(Play play) throws Exception {
        assertThat(play.verdict.get())
                .isInstanceOfSatisfying(
                        Verdict.Failed.class,
                        failed -> assertThat(failed.totals()).containsKey(play.scenario.broken()));
    }

    @Test
    void itFindsNothingInTheServersAsTheyAre() throws Exception {
        assertThat(sound.get()).isInstanceOf(Verdict.Passed.class);
    }

    private static Verdict verdictOn(Scenario scenario, Servers servers) {
        var mutant = Mutant.read(MutantsTest.MUTANTS.resolve(scenario.mutant() + ".mutant"));
        var folder = temporary.resolve(mutant.name());
        var built = MutatedBuild.of(mutant, MutantsTest.REPOSITORY, folder.resolve("build"));
        var run = new RunDirectory(folder.resolve("run"));
        try (var stage = Stage.set(servers, run, Build.own().with(built), SHORT)) {
            stage.begin(scenario.mutant());
            scenario.script().play(stage);
            return stage.verdict();
        }
    }

    private static Verdict soundVerdict(Servers servers) {
        var run = new RunDirectory(temporary.resolve("no-mutant"));
        try (var stage = Stage.set(servers, run, Build.own(), LONG)) {
            for (var scenario : chosen()) {
                stage.begin(scenario.mutant());
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
