package dev.godwit.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.chaos.network.Network;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.client.Progress;
import dev.godwit.checker.workload.Misbehaviour;
import dev.godwit.checker.workload.Workload;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The real processes of one small system, each on a host of its own; skipped, loudly, where there
/// can be none.
class NamespacesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PEOPLE = 20;
    private static final ClusterPlan PLAN = ClusterPlan.usual().with(1, 1, 1).withNamespaces();

    @TempDir Path temporary;

    @BeforeAll
    static void possible() {
        var objection = Network.objection();
        objection.ifPresent(why ->
                System.err.println("SKIPPED: NamespacesIT: no network namespaces here: " + why));
        Assumptions.assumeTrue(objection.isEmpty());
    }

    @Test
    void hostsVanishAndReturnAndLeaveNothingBehind() throws IOException {
        var directory = new RunDirectory(temporary.resolve("run"));
        List<Long> pids;

        try (var cluster = Cluster.start(PLAN, directory)) {
            Workload.usual(1, PLAN.hosts(), PEOPLE, 20)
                    .with(Misbehaviour.none())
                    .write(directory.workload());
            cluster.startClients();
            awaitMoreAccepted(cluster);
            for (var node : cluster.nodes())
                assertThat(network(node.pid())).as(node.name()).isNotEqualTo(network(self()));

            vanishAndReturn(cluster, cluster.node("chat-1"));
            vanishAndReturn(cluster, cluster.node("gateway-1"));
            loseHost(cluster, cluster.node("gateway-1"));

            assertThat(cluster.deaths()).isEmpty();
            pids = cluster.nodes().stream().map(Node::pid).toList();
        }

        assertThat(pids).hasSize(6).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        await().untilAsserted(() -> assertThat(networks()).isEmpty()); // the kernel takes a moment
    }

    private static void vanishAndReturn(Cluster cluster, Node node) {
        try (var cable = cluster.pullCable(node)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(cable.evidence())
                                    .matches("carrier=0 passed=0 dropped=[1-9].*"));
        }
        awaitMoreAccepted(cluster);
    }

    private static void loseHost(Cluster cluster, Node node) {
        try (var cable = cluster.pullCable(node)) {
            node.kill();
            assertThat(cable.evidence()).startsWith("carrier=0 passed=0 ");
            cable.toNewHost();
        }
        node.start();
        awaitMoreAccepted(cluster);
    }

    private static void awaitMoreAccepted(Cluster cluster) {
        var before = sum(cluster, Progress::accepted);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(sum(cluster, Progress::accepted)).isGreaterThan(before + 20));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(sum(cluster, Progress::connected))
                                .isGreaterThanOrEqualTo(PEOPLE));
    }

    private static long sum(Cluster cluster, ToLongFunction<Progress> figure) {
        return cluster.progress().values().stream().mapToLong(figure).sum();
    }

    private static Path network(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", "net"));
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    /// Namespaces, bridges and cables that this process has made.
    private static List<String> networks() throws IOException {
        var mine = "gw[bv]" + Long.toString(self(), Character.MAX_RADIX) + "\\..*";
        return Stream.concat(
                        names("/run/netns")
                                .filter(name -> name.startsWith("godwit-" + self() + "-")),
                        names("/sys/class/net").filter(name -> name.matches(mine)))
                .sorted()
                .toList();
    }

    private static Stream<String> names(String folder) throws IOException {
        try (var files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (NoSuchFileException _) {
            return Stream.empty();
        }
    }
}
