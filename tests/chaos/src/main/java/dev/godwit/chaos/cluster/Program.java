package dev.godwit.chaos.cluster;

/// How the process of a node is started, again and again.
interface Program {
    /// Blocks until the process is ready. Throws [dev.godwit.embedded.StartFailed], with nothing
    /// left running.
    Living start();
}
