package dev.godwit.chaos.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `ip` program. Blocks; thread-safe.
final class Ip {
    private Ip() {}

    /// Why namespaces cannot be made here, if so. Making and removing one is the only sure test.
    static Optional<String> objection() {
        if (!"root".equals(System.getProperty("user.name"))) return Optional.of("not root");
        var probe = "godwit-probe-" + ProcessHandle.current().pid();
        try {
            batch(List.of("netns add " + probe, "netns del " + probe));
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static String say(String... arguments) {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return run(command, "");
    }

    /// One process for many commands; ends at the first that fails.
    static void batch(List<String> commands) {
        run(List.of("ip", "-batch", "-"), String.join("\n", commands) + "\n");
    }

    private static String run(List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) return said;
            throw new IllegalStateException(
                    "%s %s: %s"
                            .formatted(String.join(" ", command), input, said)
                            .replaceAll("\\s+", " ")
                            .strip());
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command) + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(String.join(" ", command) + ": interrupted", e);
        }
    }
}
