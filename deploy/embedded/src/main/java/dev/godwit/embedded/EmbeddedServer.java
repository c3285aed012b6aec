package dev.godwit.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A server that runs as a process of its own and ends with the JVM that started it. Thread-safe.
public sealed interface EmbeddedServer extends AutoCloseable
        permits EmbeddedPostgres, EmbeddedRedis, EmbeddedKafka {
    /// The port on 127.0.0.1.
    int port();

    long pid();

    boolean isAlive();

    /// Completes with the exit code when the process has ended, whoever ended it.
    CompletableFuture<Integer> onExit();

    /// What the server itself had to say since its last start.
    Path log();

    /// Ends the server: politely at first, by force after a few seconds. Blocks until it is gone; a
    /// second call does nothing.
    void stop();

    @Override
    default void close() {
        stop();
    }
}
