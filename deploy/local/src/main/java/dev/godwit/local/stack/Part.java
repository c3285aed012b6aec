package dev.godwit.local.stack;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// Something that the stack keeps running as a process of its own.
interface Part {
    String name();

    /// Where people reach it, for the line that says it is ready.
    String address();

    /// Starts it and blocks until it is ready. Throws [StackFailed], with nothing left running;
    /// also when interrupted.
    Running start();

    /// The process while it runs. Thread-safe.
    interface Running {
        long pid();

        /// Completes with the exit code when the process has ended, whoever ended it.
        CompletableFuture<Integer> onExit();

        /// What the process had to say.
        Path log();

        /// Ends the process, by force if it takes too long. Blocks until it is gone.
        void stop();
    }
}
