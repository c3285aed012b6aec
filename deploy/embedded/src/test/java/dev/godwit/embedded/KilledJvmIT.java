package dev.godwit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What becomes of the servers of a JVM that was killed.
class KilledJvmIT {
    private final List<Process> jvms = new ArrayList<>();

    @TempDir Path directory;

    @AfterEach
    void endJvms() {
        jvms.forEach(Process::destroyForcibly);
    }

    @Test
    void theServersAndTheirTemporaryDirectoriesGoWithTheJvm() throws Exception {
        var jvm = jvm("temporary");
        var servers = servers(jvm);

        Kill.now(jvm.pid());

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> {
                    assertThat(isAlive(servers.postgres())).isFalse();
                    assertThat(isAlive(servers.redis())).isFalse();
                    assertThat(servers.directories()).noneMatch(Files::exists);
                });
    }

    @Test
    void aServerThatOutlivedItsJvmIsEndedByTheNextStart() throws Exception {
        var jvm = jvm("persistent", directory.toString());
        var servers = servers(jvm);
        killWithLeashes(jvm, servers);
        assertThat(isAlive(servers.postgres())).isTrue();
        assertThat(isAlive(servers.redis())).isTrue();

        try (var postgres = startPostgres();
                var redis = startRedis()) {
            assertThat(postgres.isAlive()).isTrue();
            assertThat(redis.isAlive()).isTrue();
            assertThat(isAlive(servers.postgres())).isFalse();
            assertThat(isAlive(servers.redis())).isFalse();
        }
    }

    private EmbeddedPostgres startPostgres() {
        return EmbeddedPostgres.start(
                Placement.in(directory.resolve("postgres")), Durability.ON_DISK);
    }

    private EmbeddedRedis startRedis() {
        return EmbeddedRedis.start(Placement.in(directory.resolve("redis")), Durability.ON_DISK);
    }

    private record Servers(long postgres, long redis, List<Path> directories) {}

    private Process jvm(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Starter.class.getName());
        command.addAll(List.of(arguments));
        var jvm =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        jvms.add(jvm);
        return jvm;
    }

    private static Servers servers(Process jvm) throws IOException {
        var said =
                new BufferedReader(
                                new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        var words = String.valueOf(said).split(" ", -1);
        return new Servers(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                List.of(Path.of(words[2]), Path.of(words[3])));
    }

    private static void killWithLeashes(Process jvm, Servers servers) {
        var leashes =
                jvm.children()
                        .filter(child -> child.pid() != servers.postgres())
                        .filter(child -> child.pid() != servers.redis())
                        .toList();
        assertThat(leashes).hasSize(2);
        leashes.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> leashes.stream().noneMatch(ProcessHandle::isAlive));
        Kill.now(jvm.pid());
        await().until(() -> !jvm.isAlive());
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
