package dev.godwit.chaos.proxy;

import java.util.concurrent.atomic.LongAdder;

/// Counts for one link. Thread-safe.
final class Meter {
    final LongAdder accepted = new LongAdder();
    final LongAdder unreachable = new LongAdder();
    final LongAdder cut = new LongAdder();
    final LongAdder reset = new LongAdder();
    final Direction forth = new Direction(new LongAdder(), new LongAdder());
    final Direction back = new Direction(new LongAdder(), new LongAdder());

    /// Bytes that were handed on, and those that vanished.
    record Direction(LongAdder passed, LongAdder swallowed) {}

    Traffic traffic(int open) {
        return new Traffic(
                accepted.sum(),
                open,
                unreachable.sum(),
                cut.sum(),
                reset.sum(),
                forth.passed.sum(),
                back.passed.sum(),
                forth.swallowed.sum(),
                back.swallowed.sum());
    }
}
