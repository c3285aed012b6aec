package dev.godwit.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// The running process of a server, from its command line to its end. Thread-safe once started;
/// start and stop block.
final class ServerProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final ServerKind kind;
    private final ServerHome home;
    private final Process process;
    private final ParentDeathWatch leash;
    private final CompletableFuture<Integer> exit;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private ServerProcess(
            ServerKind kind, ServerHome home, Process process, ParentDeathWatch leash) {
        this.kind = kind;
        this.home = home;
        this.process = process;
        this.leash = leash;
        this.exit =
                process.onExit()
                        .thenApply(ended -> {
                            leash.release();
                            return ended.exitValue();
                        });
    }

    /// Starts the command and waits until the server says in its log that it is ready. On failure
    /// nothing of it is left running.
    static ServerProcess start(ServerKind kind, ServerHome home, List<String> command, int port) {
        try {
            var process =
                    new ProcessBuilder(Session.ofItsOwn(home.seat().command(command)))
                            .directory(home.directory().toFile())
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectErrorStream(true)
                            .redirectOutput(home.log().toFile())
                            .start();
            var leash = leashed(kind, home, process);
            var server = new ServerProcess(kind, home, process, leash);
            server.awaitReady(port);
            return server;
        } catch (IOException e) {
            throw new StartFailed(
                    kind.label() + " cannot be started in " + home.directory() + ": " + e, e);
        }
    }

    private static ParentDeathWatch leashed(ServerKind kind, ServerHome home, Process process)
            throws IOException {
        try {
            home.remember(process.toHandle());
            return ParentDeathWatch.on(process.toHandle(), kind.stopSignal(), home);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    ServerHome home() {
        return home;
    }

    void stop(Duration grace) {
        if (stopped.compareAndSet(false, true)) {
            Signals.end(process.toHandle(), kind.stopSignal(), grace);
            leash.release();
            home.close();
        }
    }

    private void awaitReady(int port) throws IOException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            var alive = process.isAlive();
            var log = Files.readString(home.log(), StandardCharsets.ISO_8859_1);
            if (alive && log.contains(kind.readyLine())) {
                return;
            }
            if (!alive) {
                throw log.contains("Address already in use")
                        ? StartFailed.portTaken(kind.label(), home.seat().at(port))
                        : kind.unusable(home, log);
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new StartFailed(
                        kind.label()
                                + " was not ready after "
                                + START_LIMIT.toSeconds()
                                + " s; see "
                                + home.log());
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailed(kind.label() + " was interrupted while it started");
        }
    }
}
