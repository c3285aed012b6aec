package dev.godwit.chaos.cluster;

import dev.godwit.embedded.EmbeddedServer;
import dev.godwit.embedded.RunningProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A running PostgreSQL, Redis or Kafka, whose words are kept in `log` when it has ended: its own
/// log is empty again at its next start.
record RunningServer(EmbeddedServer server, Path log) implements RunningProcess {
    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return server.onExit();
    }

    @Override
    public void stop(Duration grace) {
        server.stop(grace);
        try (var out =
                Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Files.copy(server.log(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
