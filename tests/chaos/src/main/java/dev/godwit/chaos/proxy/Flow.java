package dev.godwit.chaos.proxy;

import java.time.Duration;

/// What one direction of a link does to the bytes of each connection. Order is always kept.
///
/// Each piece that arrives waits for `latency` and up to `jitter` more. A piece is lost with
/// probability `loss`, which to the receiver of a TCP stream means that it and all behind it come
/// later: by 200 ms, doubled with each further loss of the same piece. `bytesPerSecond` is for each
/// connection; 0 is unlimited.
public record Flow(
        Duration latency,
        Duration jitter,
        double loss,
        long bytesPerSecond,
        Passage passage,
        Cut cut) {
    public static final Flow CLEAR =
            new Flow(Duration.ZERO, Duration.ZERO, 0, 0, Passage.OPEN, Cut.NEVER);
    private static final double MOST_LOSS = 0.9;

    public Flow {
        if (latency.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException(
                    "latency %s, jitter %s (expected: none negative)".formatted(latency, jitter));
        }
        if (!(loss >= 0 && loss <= MOST_LOSS)) {
            throw new IllegalArgumentException(
                    "loss: " + loss + " (expected: 0.." + MOST_LOSS + ")");
        }
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "bytesPerSecond: " + bytesPerSecond + " (expected: 0 or more)");
        }
    }

    public static Flow delayed(Duration latency, Duration jitter) {
        return CLEAR.withLatency(latency, jitter);
    }

    public static Flow stalled() {
        return CLEAR.with(Passage.STALLED);
    }

    public static Flow swallowed() {
        return CLEAR.with(Passage.SWALLOWED);
    }

    public static Flow limitedTo(long bytesPerSecond) {
        return CLEAR.withBandwidth(bytesPerSecond);
    }

    public static Flow cut(Cut cut) {
        return CLEAR.with(cut);
    }

    public Flow withLatency(Duration latency, Duration jitter) {
        return new Flow(latency, jitter, loss, bytesPerSecond, passage, cut);
    }

    public Flow withLoss(double loss) {
        return new Flow(latency, jitter, loss, bytesPerSecond, passage, cut);
    }

    public Flow withBandwidth(long bytesPerSecond) {
        return new Flow(latency, jitter, loss, bytesPerSecond, passage, cut);
    }

    public Flow with(Passage passage) {
        return new Flow(latency, jitter, loss, bytesPerSecond, passage, cut);
    }

    public Flow with(Cut cut) {
        return new Flow(latency, jitter, loss, bytesPerSecond, passage, cut);
    }

    boolean isClear() {
        return equals(CLEAR);
    }
}
