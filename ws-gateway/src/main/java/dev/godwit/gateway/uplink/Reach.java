package dev.godwit.gateway.uplink;

import dev.godwit.lifecycle.Readiness;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether a chat service is in reach: without one nobody can connect here, nor send. Until the
/// first is healthy the gateway is not ready; after that it may be without any for a while, in
/// which services restart and those who are connected wait, and for as long as one at least says
/// that it is not ready: what it misses, a database say, every gateway misses. Thread-safe.
final class Reach implements Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum State {
        NONE_YET,
        SOME,
        LOST
    }

    private final LongSupplier nanoTime;
    private volatile State state = State.NONE_YET;

    /// When the last one was lost, or later answered that it is not ready.
    private volatile long lastSign;

    Reach(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// `some`: whether any is healthy now. Called by one thread at a time.
    void changed(boolean some) {
        if (some) {
            state = State.SOME;
        } else if (state == State.SOME) {
            lastSign = nanoTime.getAsLong();
            state = State.LOST;
        }
    }

    /// One has answered that it is not ready.
    void refused() {
        lastSign = nanoTime.getAsLong();
    }

    @Override
    public String name() {
        return "chat-service";
    }

    @Override
    public Status status() {
        return switch (state) {
            case NONE_YET -> new Status.NotReady("none has been ready yet");
            case SOME -> new Status.Ready();
            case LOST -> {
                var sign = lastSign; // before the clock is read, or it could lie ahead
                var ago = Duration.ofNanos(nanoTime.getAsLong() - sign);
                yield ago.compareTo(PATIENCE) < 0
                        ? new Status.Degraded("none is ready")
                        : new Status.NotReady("none for %d s".formatted(ago.toSeconds()));
            }
        };
    }
}
