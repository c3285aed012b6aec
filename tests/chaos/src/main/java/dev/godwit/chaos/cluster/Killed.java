package dev.godwit.chaos.cluster;

/// The evidence of a `kill -9`: the process with its children that were there before and are gone
/// now.
public record Killed(String node, int incarnation, long pid, int processes, int exit) {
    @Override
    public String toString() {
        return "pid=%d exit=%d processes=%d incarnation=%d gone=true"
                .formatted(pid, exit, processes, incarnation);
    }
}
