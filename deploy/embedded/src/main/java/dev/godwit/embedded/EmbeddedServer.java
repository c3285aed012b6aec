package dev.godwit.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A server that runs as a process of its own and ends with the JVM that started it. Its log begins
/// anew at each start. Thread-safe.
public abstract sealed class EmbeddedServer implements RunningProcess, AutoCloseable
        permits EmbeddedPostgres, EmbeddedRedis, EmbeddedKafka {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ServerProcess process;
    private final int port;

    EmbeddedServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    public int port() {
        return port;
    }

    /// `host:port`.
    final String address() {
        return process.home().seat().at(port);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    @Override
    public Path log() {
        return process.home().log();
    }

    /// A second call does nothing.
    @Override
    public void stop(Duration grace) {
        process.stop(grace);
    }

    /// Stops it, by force after a few seconds.
    public void stop() {
        stop(GRACE);
    }

    @Override
    public void close() {
        stop();
    }
}
