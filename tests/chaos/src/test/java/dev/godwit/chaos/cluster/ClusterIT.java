package dev.godwit.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.checker.RunDirectory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The real processes of one small system.
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path temporary;

    private static Cluster cluster;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        cluster = started("run");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void closeHttp() {
        http.shutdownNow();
    }

    @Test
    void everyProcessTalksToTheOthersThroughALinkOfItsOwn() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(cluster.links().all())
                                .filteredOn(link -> !link.name().contains("clients>"))
                                .hasSize(9)
                                .allSatisfy(link ->
                                        assertThat(link.traffic().bytesBack())
                                                .as(link.name())
                                                .isPositive()));
    }

    @Test
    void everyProcessCanBeKilledAndComesBackReady() throws Exception {
        for (var node : cluster.nodes()) {
            var pid = node.pid();

            var killed = node.kill();

            assertThat(killed.pid()).isEqualTo(pid);
            assertThat(killed.exit()).isEqualTo(128 + 9);
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(node.isUp()).isFalse();
            node.start();
            assertThat(node.pid()).isNotEqualTo(pid);
            assertThat(node.incarnation()).isGreaterThan(1);
        }

        await().atMost(PATIENCE).until(this::everyGatewayIsReady);
        assertThat(cluster.deaths()).isEmpty();
    }

    @Test
    void aPausedProcessStandsStillUntilItIsLetGo() {
        for (var node : cluster.nodes()) {
            try (var pause = node.pause()) {
                assertThat(pause.evidence()).contains("state=T");
                for (var process : Processes.family(node.pid()))
                    assertThat(Processes.state(process.pid())).isEqualTo("T");
            }
            await().atMost(PATIENCE).until(() -> !Processes.state(node.pid()).equals("T"));
        }
    }

    @Test
    void whatIsStoppedPolitelyMayBeConfiguredAnewBeforeItStartsAgain() throws IOException {
        var gateway = cluster.node("gateway-1");
        gateway.stop(Duration.ofSeconds(20));

        cluster.configure(gateway, Map.of("gateway.heartbeat", "7s"));
        gateway.start();

        assertThat(Files.readString(gateway.log())).contains("gateway stopped");
        assertThat(cluster.deaths()).isEmpty();
        assertThat(temporary.resolve("run/system/config/gateway-1.properties"))
                .content()
                .contains("gateway.heartbeat=7s");
    }

    @Test
    void aProcessThatDiesByItselfIsNoticedAndTheOthersEndWithTheCluster() {
        var other = started("other");
        var nodes = other.nodes();
        var pids = nodes.stream().map(Node::pid).toList();
        var chat = other.node("chat-1");
        var pid = chat.pid();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).until(() -> !other.deaths().isEmpty());
        other.close();

        assertThat(other.deaths())
                .singleElement()
                .satisfies(death -> {
                    assertThat(death.node()).isEqualTo("chat-1");
                    assertThat(death.pid()).isEqualTo(pid);
                    assertThat(death.exit()).isEqualTo(128 + 9);
                });
        assertThat(pids).hasSize(6).noneMatch(each -> ProcessHandle.of(each).isPresent());
    }

    private static Cluster started(String run) {
        return Cluster.start(
                ClusterPlan.usual().with(2, 1, 0), new RunDirectory(temporary.resolve(run)));
    }

    private boolean everyGatewayIsReady() throws InterruptedException {
        for (var gateway : cluster.nodes(Role.GATEWAY))
            if (!ready(cluster.management(gateway))) return false;
        return true;
    }

    private boolean ready(URI management) throws InterruptedException {
        var address = management.resolve("/health/ready");
        try {
            return http.send(
                                    HttpRequest.newBuilder(address).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false; // not yet
        }
    }
}
