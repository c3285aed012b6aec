package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.PATIENCE;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.client.ClientHost;
import dev.godwit.checker.client.Command;
import dev.godwit.checker.client.Progress;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// The judged clients as a process of their own, which can be told things and killed.
final class ClientProcess implements AutoCloseable {
    private static final Progress NOTHING_YET =
            new Progress(
                    0,
                    false,
                    false,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Progress.Latency.NONE,
                    Progress.Latency.NONE);

    private final Process process;
    private final PrintWriter commands;
    private final AtomicReference<Progress> progress = new AtomicReference<>(NOTHING_YET);

    private ClientProcess(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.startVirtualThread(this::followProgress);
    }

    static ClientProcess start(RunDirectory directory, String host) {
        var command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ClientHost.class.getName(),
                                directory.path().toString(),
                                host)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new ClientProcess(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void followProgress() {
        process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .map(Progress::parse)
                .forEach(progress::set);
    }

    Progress await(Predicate<Progress> expected) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> {
                    if (!process.isAlive()) throw new IllegalStateException("it has died");
                    return expected.test(progress.get());
                });
        return progress.get();
    }

    void tell(Command command) {
        commands.println(command.line());
    }

    /// As `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitExit() throws InterruptedException {
        if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) return process.exitValue();
        throw new IllegalStateException("it goes on and on: " + progress.get());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
