package dev.godwit.embedded;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The running JVM of a gateway or chat service, which is ready when its management port says so of
/// all its parts: one that is only degraded while Redis or Kafka start is waited for. Thread-safe;
/// start and stop block.
public final class ServiceProcess implements RunningProcess {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final ServiceLaunch launch;
    private final Process process;

    private ServiceProcess(ServiceLaunch launch, Process process) {
        this.launch = launch;
        this.process = process;
    }

    /// Starts the process and blocks until it is ready. Throws [StartFailed], with nothing left
    /// running; also when interrupted.
    public static ServiceProcess start(ServiceLaunch launch, HttpClient http) {
        var service = new ServiceProcess(launch, launched(launch));
        try {
            service.awaitReady(http);
            return service;
        } catch (InterruptedException e) {
            service.process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailed(launch.name() + " was interrupted while it started", e);
        } catch (StartFailed e) {
            service.process.destroyForcibly();
            throw e;
        }
    }

    private static Process launched(ServiceLaunch launch) {
        try {
            return new ProcessBuilder(launch.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new StartFailed(launch.name() + " cannot be started: " + e, e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /// It is appended to, from start to start.
    @Override
    public Path log() {
        return launch.log();
    }

    @Override
    public void stop(Duration grace) {
        Signals.end(process.toHandle(), "TERM", grace);
    }

    private void awaitReady(HttpClient http) throws InterruptedException {
        var deadline = System.nanoTime() + launch.startLimit().toNanos();
        while (!ready(http)) {
            if (!process.isAlive())
                throw new StartFailed(
                        "%s ended at its start (exit %d): %s; see %s"
                                .formatted(
                                        launch.name(),
                                        process.exitValue(),
                                        lastWords(),
                                        launch.log()));
            if (System.nanoTime() > deadline)
                throw new StartFailed(
                        "%s was not ready after %d s; see %s"
                                .formatted(
                                        launch.name(),
                                        launch.startLimit().toSeconds(),
                                        launch.log()));
            Thread.sleep(LOOK_EVERY);
        }
    }

    private boolean ready(HttpClient http) throws InterruptedException {
        var address = launch.management().resolve("/health/ready");
        var ask = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2));
        try {
            var answer = http.send(ask.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && !answer.body().contains("\"degraded: ");
        } catch (IOException _) {
            return false; // nobody listens yet
        }
    }

    private String lastWords() {
        try (var lines = Files.lines(launch.log(), StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank())
                    .filter(line -> !line.startsWith("\tat "))
                    .reduce((earlier, later) -> later)
                    .orElse("it said nothing")
                    .strip();
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }
}
