package dev.godwit.local.stack;

import dev.godwit.embedded.RunningProcess;
import dev.godwit.embedded.StartFailed;

import java.time.Duration;

/// Something that the stack keeps running as a process of its own.
interface StackComponent {
    String name();

    /// Where people reach it, for the line that says it is ready.
    String address();

    /// How long it may take to end before it is ended by force.
    Duration grace();

    /// Starts it and blocks until it is ready. Throws [StartFailed], with nothing left running;
    /// also when interrupted.
    RunningProcess start();
}
