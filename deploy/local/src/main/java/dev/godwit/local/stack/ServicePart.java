package dev.godwit.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A gateway or chat service as part of the stack: a JVM that is ready when its management port
/// says so.
///
/// It ignores the terminal's Ctrl-C, so that the supervisor decides who stops when, and it ends by
/// itself when the supervisor dies ([ServiceMain]).
record ServicePart(
        String name,
        String address,
        String mainClass,
        List<String> jvmOptions,
        Path config,
        Path log,
        int managementPort,
        Duration grace,
        HttpClient http)
        implements Part {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @Override
    public Running start() {
        var process = launched();
        var running = new RunningService(process, log, grace);
        try {
            awaitReady(process);
            return running;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackFailed(name + " was interrupted while it started", e);
        } catch (StackFailed e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private Process launched() {
        try {
            return new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new StackFailed(name + " cannot be started: " + e, e);
        }
    }

    List<String> command() {
        var command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Dgodwit.process=" + name);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(ServiceMain.class.getName());
        command.addAll(List.of(mainClass, "--config", config.toString()));
        return command;
    }

    void awaitReady(Process process) throws InterruptedException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready()) {
            if (!process.isAlive())
                throw new StackFailed(
                        "%s ended at its start (exit %d): %s; see %s"
                                .formatted(name, process.exitValue(), lastWords(), log));
            if (System.nanoTime() > deadline)
                throw new StackFailed(
                        "%s was not ready after %d s; see %s"
                                .formatted(name, START_LIMIT.toSeconds(), log));
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean ready() throws InterruptedException {
        var ask =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        try {
            return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // nobody listens yet
        }
    }

    private String lastWords() {
        try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank())
                    .filter(line -> !line.startsWith("\tat "))
                    .reduce((earlier, later) -> later)
                    .orElse("it said nothing")
                    .strip();
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    private record RunningService(Process process, Path log, Duration grace) implements Running {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public CompletableFuture<Integer> onExit() {
            return process.onExit().thenApply(Process::exitValue);
        }

        @Override
        public void stop() {
            process.destroy();
            if (!gone()) {
                process.destroyForcibly();
                gone();
            }
        }

        private boolean gone() {
            try {
                process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException _) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
