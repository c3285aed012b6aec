package dev.godwit.chaos.proxy;

import java.util.SplittableRandom;

/// How much may leave one lane at once, and when: its bandwidth and its cut. Confined like its
/// lane.
final class Gauge {
    private static final int PIECES_PER_SECOND = 20;
    private static final int SMALLEST_PIECE = 64;
    private static final long NANOS = 1_000_000_000;

    private final SplittableRandom random;
    private long bytesPerSecond;
    private long freeAt = System.nanoTime();
    private long untilCut = Long.MAX_VALUE;

    Gauge(SplittableRandom random) {
        this.random = random;
    }

    void become(Flow flow) {
        bytesPerSecond = flow.bytesPerSecond();
        var cut = flow.cut();
        untilCut = cut.isNever() ? Long.MAX_VALUE : random.nextLong(cut.least(), cut.most() + 1);
    }

    /// When the next piece may leave.
    long freeAt(long now) {
        return bytesPerSecond == 0 || now - freeAt > 0 ? now : freeAt;
    }

    int piece(int wanted) {
        var rated =
                bytesPerSecond == 0
                        ? wanted
                        : Math.max(SMALLEST_PIECE, bytesPerSecond / PIECES_PER_SECOND);
        return (int) Math.min(wanted, Math.min(rated, untilCut));
    }

    void passed(int bytes, long now) {
        if (bytesPerSecond > 0) freeAt = freeAt(now) + bytes * NANOS / bytesPerSecond;
        if (untilCut != Long.MAX_VALUE) untilCut -= bytes;
    }

    boolean cuts() {
        return untilCut == 0;
    }
}
