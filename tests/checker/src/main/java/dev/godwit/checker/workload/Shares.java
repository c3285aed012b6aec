package dev.godwit.checker.workload;

/// The limits of a workload's numbers.
final class Shares {
    static void check(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%s: %s (expected: 0..1)".formatted(name, share));
        }
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s: %d (expected: %d..)".formatted(name, value, least));
        }
    }

    private Shares() {}
}
