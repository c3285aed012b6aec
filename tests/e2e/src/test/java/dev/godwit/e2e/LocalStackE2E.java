package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.infra.Infra;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the README promises a newcomer, with the real processes.
class LocalStackE2E {
    @TempDir private Path directory;

    @Test
    void twoPeopleGoOnTalkingWhileServicesAreKilledAndInTheEndNothingIsLeft() {
        List<ProcessHandle> started;
        try (var up = GodwitCommand.run(up())) {
            up.awaitLine("Godwit is ready");
            try (var alice = chat("alice", "bob", 1)) {
                var bob = chat("bob", "alice", 2);
                alice.type("hello bob");
                bob.awaitLine("alice: hello bob");
                alice.awaitLine("hello bob  ✓✓ delivered");
                bob.leave();

                for (var text : List.of("one", "two", "three")) alice.type(text);
                alice.awaitLine("three  ✓ accepted");
                bob = chat("bob", "alice", 2);
                bob.awaitLine("alice: three");
                assertThat(textsOf(bob)).containsSubsequence("one", "two", "three");

                up.service("gateway-1").destroyForcibly();
                alice.type("my gateway died");
                bob.awaitLine("alice: my gateway died");
                up.service("chat-1").destroyForcibly();
                bob.type("and a chat service");
                alice.awaitLine("bob: and a chat service");
                assertThat(textsOf(alice)).containsOnlyOnce("and a chat service");
                assertThat(textsOf(bob)).containsOnlyOnce("my gateway died");
                for (var killed : List.of("gateway-1", "chat-1"))
                    up.awaitLine(up.awaitLine(killed + " died"), killed);
                bob.leave();
            }
            started = up.descendants();
            up.stop();
            assertThat(up.lines().getLast()).contains("Everything has stopped");
        }

        assertThat(started).hasSizeGreaterThan(6);
        await().atMost(PATIENCE).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    private String[] up() {
        var arguments =
                new ArrayList<>(List.of("up", "--dir", directory.resolve("data").toString()));
        for (var option : List.of("--pg-port", "--redis-port", "--kafka-port"))
            arguments.addAll(List.of(option, Integer.toString(Infra.freePort())));
        // Below the ports that the system hands out by itself.
        arguments.addAll(List.of("--gateway-port", "28081", "--chat-port", "28090"));
        return arguments.toArray(String[]::new);
    }

    private GodwitCommand chat(String me, String peer, int gateway) {
        var chat =
                GodwitCommand.run(
                        "chat",
                        "--as",
                        me,
                        "--with",
                        peer,
                        "--gateway",
                        Integer.toString(gateway),
                        "--dir",
                        directory.resolve("data").toString());
        chat.awaitLine("-- ");
        return chat;
    }

    /// What arrived from the other one, as lines `15:04:05 peer: text`.
    private static List<String> textsOf(GodwitCommand chat) {
        return chat.lines().stream()
                .filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d  (alice|bob): .*"))
                .map(line -> line.replaceFirst("^.*?: ", "").replaceFirst("  [✓…✗].*", ""))
                .toList();
    }
}
