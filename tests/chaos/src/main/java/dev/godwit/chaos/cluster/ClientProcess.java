package dev.godwit.chaos.cluster;

import dev.godwit.checker.client.Command;
import dev.godwit.checker.client.Progress;
import dev.godwit.embedded.RunningProcess;
import dev.godwit.embedded.StartFailed;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One incarnation of a client process: told what to do on its standard input, telling how it is on
/// its standard output. Thread-safe.
///
/// It is ready with its first word, and ends when its input does.
final class ClientProcess implements RunningProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final Process process;
    private final Path log;
    private final PrintWriter orders;
    private final CompletableFuture<Progress> ready = new CompletableFuture<>();
    private volatile @Nullable Progress latest;

    private ClientProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    static ClientProcess start(String name, List<String> command, Path log) {
        try {
            var client =
                    new ClientProcess(
                            new ProcessBuilder(command)
                                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                                    .start(),
                            log);
            Thread.ofVirtual().name("listen-" + name).start(client::listen);
            client.awaitReady(name);
            return client;
        } catch (IOException e) {
            throw new StartFailed(name + " cannot be started: " + e, e);
        }
    }

    /// How it was a moment ago.
    @Nullable Progress latest() {
        return latest;
    }

    void order(Command command) {
        orders.println(command.line());
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void stop(Duration grace) {
        order(new Command.Finish());
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        orders.close();
    }

    private void awaitReady(String name) {
        try {
            ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new StartFailed(name + " said nothing of its progress; see " + log, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailed(name + " was interrupted while it started", e);
        }
    }

    private void listen() {
        try (var said = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (var line = said.readLine(); line != null; line = said.readLine())
                heard(Progress.parse(line));
        } catch (IOException | IllegalArgumentException e) {
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(new IOException("it has ended"));
        }
    }

    private void heard(Progress progress) {
        latest = progress;
        ready.complete(progress);
    }
}
