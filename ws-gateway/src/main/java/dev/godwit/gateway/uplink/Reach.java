package dev.godwit.gateway.uplink;

import dev.godwit.lifecycle.Readiness;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether a chat service is in reach: without one nobody can connect here, nor send. Until the
/// first has answered the gateway is not ready; after that it may be without any for a while, in
/// which services restart and those who are connected wait. Thread-safe.
final class Reach implements Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private sealed interface State {
        record NoneYet() implements State {}

        record Some() implements State {}

        record Lost(long since) implements State {}
    }

    private final LongSupplier nanoTime;
    private volatile State state = new State.NoneYet();

    Reach(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// `some`: whether any is healthy now. Called by one thread at a time.
    void changed(boolean some) {
        if (some) {
            state = new State.Some();
        } else if (state instanceof State.Some) {
            state = new State.Lost(nanoTime.getAsLong());
        }
    }

    @Override
    public String name() {
        return "chat-service";
    }

    @Override
    public Status status() {
        return switch (state) {
            case State.NoneYet() -> new Status.NotReady("none has answered yet");
            case State.Some() -> new Status.Ready();
            case State.Lost(var since) -> {
                var ago = Duration.ofNanos(nanoTime.getAsLong() - since);
                yield ago.compareTo(PATIENCE) < 0
                        ? new Status.Degraded("none answers")
                        : new Status.NotReady("none for %d s".formatted(ago.toSeconds()));
            }
        };
    }
}
