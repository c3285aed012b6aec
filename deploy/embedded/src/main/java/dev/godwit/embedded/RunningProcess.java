package dev.godwit.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A process from its being ready to its end. Thread-safe.
public interface RunningProcess {
    long pid();

    /// Completes with the exit code when the process has ended, whoever ended it.
    CompletableFuture<Integer> onExit();

    /// What the process itself had to say.
    Path log();

    /// Asks the process to end, by force if that takes longer than `grace`. Blocks until it is gone
    /// and its files are free; for one that is gone already, that is all it does.
    void stop(Duration grace);
}
