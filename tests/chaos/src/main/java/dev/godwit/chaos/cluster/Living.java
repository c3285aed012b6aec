package dev.godwit.chaos.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// One incarnation of a node: a process from its being ready to its end. Thread-safe.
interface Living {
    long pid();

    /// Completes with the exit code when the process has ended, whoever ended it.
    CompletableFuture<Integer> onExit();

    /// Asks the process to end, by force if that takes longer than `grace`. Blocks until it is gone
    /// and its files are free; for one that is gone already, that is all it does.
    void stop(Duration grace);
}
