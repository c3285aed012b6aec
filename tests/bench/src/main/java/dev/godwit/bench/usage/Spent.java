package dev.godwit.bench.usage;

/// CPU time so far and memory now. `memoryBytes` 0: not known.
public record Spent(long cpuNanos, long memoryBytes) {
    Spent plus(Spent other) {
        return new Spent(cpuNanos + other.cpuNanos, memoryBytes + other.memoryBytes);
    }

    Spent since(Spent before) {
        return new Spent(cpuNanos - before.cpuNanos, memoryBytes);
    }
}
