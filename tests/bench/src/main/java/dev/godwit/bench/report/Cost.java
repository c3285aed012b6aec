package dev.godwit.bench.report;

import dev.godwit.bench.usage.Spent;

/// What one party of the run spent. `cpuPercent`: of one core. `memoryMiB` 0: not known.
public record Cost(double cpuMicrosPerMessage, double cpuPercent, double memoryMiB) {
    private static final double MIB = 1024 * 1024;

    static Cost of(Spent spent, long messages, double seconds) {
        return new Cost(
                messages == 0 ? 0 : spent.cpuNanos() / 1e3 / messages,
                spent.cpuNanos() / 1e7 / seconds,
                spent.memoryBytes() / MIB);
    }

    Cost plus(Cost other) {
        return new Cost(
                cpuMicrosPerMessage + other.cpuMicrosPerMessage,
                cpuPercent + other.cpuPercent,
                memoryMiB + other.memoryMiB);
    }
}
