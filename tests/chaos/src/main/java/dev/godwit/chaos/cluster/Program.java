package dev.godwit.chaos.cluster;

import dev.godwit.embedded.RunningProcess;

/// How the process of a node is started, again and again.
interface Program {
    /// Blocks until the process is ready. Throws [dev.godwit.embedded.StartFailed], with nothing
    /// left running.
    RunningProcess start();
}
