package dev.godwit.chaos.cluster;

import java.nio.file.Path;

/// A process that ended although nobody had killed or stopped it.
public record UnexpectedDeath(String node, int incarnation, long pid, int exit, Path log) {
    @Override
    public String toString() {
        var how = exit > 128 ? "signal " + (exit - 128) : "exit " + exit;
        return "%s.%d (pid %d) died by itself: %s; its log: %s"
                .formatted(node, incarnation, pid, how, log);
    }
}
