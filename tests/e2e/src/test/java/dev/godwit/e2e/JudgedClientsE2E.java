package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.check.Checker;
import dev.godwit.checker.check.MinimumCoverage;
import dev.godwit.checker.check.Verdict;
import dev.godwit.checker.client.Command;
import dev.godwit.checker.evidence.Evidence;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.workload.Crowd;
import dev.godwit.checker.workload.Misbehaviour;
import dev.godwit.checker.workload.Traffic;
import dev.godwit.checker.workload.Workload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

            try (var clients = ClientProcess.start(run, HOST)) {
                var then = clients.await(now -> now.accepted() >= ENOUGH && now.pending() > 0);
                kill(clients, run, then.pending());
            }
            try (var clients = ClientProcess.start(run, HOST)) {
                clients.await(now -> now.accepted() >= ENOUGH);
                clients.tell(new Command.Drop(50));
                var before = clients.await(now -> now.accepted() >= 2 * ENOUGH).accepted();
                clients.tell(new Command.Pace(1));
                clients.await(now -> now.accepted() > before);
                clients.tell(new Command.Quiesce());
                var last = clients.await(now -> now.quiet());
                assertThat(last.live()).isEqualTo(last.devices());
                assertThat(List.of(last.failed(), last.violations())).containsOnly(0L);
                Evidence.gather(run, target);
                clients.tell(new Command.Finish());
                assertThat(clients.awaitExit()).isZero();
            }
        }

        var verdict = Checker.judge(run, demands());
        assertThat(verdict).as(verdict.toString()).isInstanceOf(Verdict.Passed.class);
    }

    private static void kill(ClientProcess clients, RunDirectory run, int pending)
            throws InterruptedException {
        try (var faults = HistoryWriter.create(run.faults(), new Began("e2e", "faults", 1, 0))) {
            faults.record(new FaultBegan(1, "kill", HOST, "pending=" + pending));
            clients.kill();
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
