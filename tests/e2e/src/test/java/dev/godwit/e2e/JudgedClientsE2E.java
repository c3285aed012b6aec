package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chaos.cluster.ClientProgram;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.check.Checker;
import dev.godwit.checker.check.MinimumCoverage;
import dev.godwit.checker.check.Verdict;
import dev.godwit.checker.client.Command;
import dev.godwit.checker.client.Progress;
import dev.godwit.checker.evidence.Evidence;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.workload.Crowd;
import dev.godwit.checker.workload.Misbehaviour;
import dev.godwit.checker.workload.Traffic;
import dev.godwit.checker.workload.Workload;
import dev.godwit.embedded.RunLocation;
import dev.godwit.embedded.RunningProcess;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// The judged clients against a cluster that nothing happens to: whatever goes wrong here is the
/// clients' own fault.
class JudgedClientsE2E {
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final String HOST = "c0";
    private static final int PEOPLE = 20;
    private static final int ENOUGH = 300;

    @TempDir private Path directory;

    @Test
    void killedInMidSentenceTheyGoOnWhereTheyWereAndNothingIsMissingOrShownTwice()
            throws InterruptedException, IOException, SQLException {
        var run = new RunDirectory(directory);
        try (var cluster = Cluster.start(Map.of("gateway.heartbeat", "3s"))) {
            var target = cluster.target("e2e", HEARTBEAT);
            target.write(run.target());
            workload().write(run.workload());

            var clients =
                    new ClientProgram(
                            HOST, RunLocation.LOOPBACK, run, directory.resolve("clients.log"));
            var first = clients.start();
            try {
                var then = await(clients, now -> now.accepted() >= ENOUGH && now.pending() > 0);
                kill(first, run, then.pending());
            } finally {
                first.stop(Duration.ZERO);
            }
            var second = clients.start();
            try {
                await(clients, now -> now.accepted() >= ENOUGH);
                clients.order(new Command.Drop(50));
                var before = await(clients, now -> now.accepted() >= 2 * ENOUGH).accepted();
                clients.order(new Command.Pace(1));
                await(clients, now -> now.accepted() > before);
                clients.order(new Command.Quiesce());
                var last = await(clients, Progress::quiet);
                assertThat(last.live()).isEqualTo(last.devices());
                assertThat(List.of(last.failed(), last.violations())).containsOnly(0L);
                Evidence.gather(run, target);
                clients.order(new Command.Finish());
                assertThat(second.onExit()).succeedsWithin(PATIENCE).isEqualTo(0);
            } finally {
                second.stop(Duration.ZERO);
            }
        }

        var verdict = Checker.judge(run, demands());
        assertThat(verdict).as(verdict.toString()).isInstanceOf(Verdict.Passed.class);
    }

    private static Progress await(ClientProgram clients, Predicate<Progress> expected) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Objects.requireNonNull(clients.latest()), expected);
    }

    private static void kill(RunningProcess clients, RunDirectory run, int pending)
            throws IOException {
        try (var faults = HistoryWriter.create(run.faults(), new Began("e2e", "faults", 1, 0))) {
            faults.record(new FaultBegan(1, "kill", HOST, "pending=" + pending));
            ProcessHandle.of(clients.pid()).orElseThrow().destroyForcibly();
            assertThat(clients.onExit()).succeedsWithin(PATIENCE);
            faults.record(new FaultEnded(1, "exit=137"));
        }
    }

    private static MinimumCoverage demands() {
        var twoHeartbeats = HEARTBEAT.multipliedBy(2);
        return MinimumCoverage.none(twoHeartbeats, twoHeartbeats)
                .withAccepted(3 * ENOUGH)
                .withLiveDevices(PEOPLE)
                .withRepairs(1, 1);
    }

    private static Workload workload() {
        return new Workload(
                42,
                List.of(HOST),
                new Crowd(PEOPLE, 0.4, 3, 4, 0),
                new Traffic(100, 64, 4_096, 0.3, 10, 0.1, 0.03, 0.03, 0.05, 16),
                new Misbehaviour(0.1, 0.1, 4, 0.5, 0.1, 2_000, 4, 0.3, 5_000));
    }
}
