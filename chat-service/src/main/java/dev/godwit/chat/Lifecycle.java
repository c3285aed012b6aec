package dev.godwit.chat;

import dev.godwit.lifecycle.Readiness;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// How far the process is: starting, serving as long as all its parts can, stopping. Thread-safe.
final class Lifecycle implements Readiness, AutoCloseable {
    private sealed interface Stage {
        record Starting() implements Stage {}

        record Serving(List<Readiness> parts) implements Stage {}

        record Stopping() implements Stage {}
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(new Stage.Starting());

    /// From here on it is ready whenever all `parts` are, unless it stops already.
    Lifecycle serving(List<Readiness> parts) {
        var serving = new Stage.Serving(List.copyOf(parts));
        stage.updateAndGet(before -> before instanceof Stage.Starting ? serving : before);
        return this;
    }

    boolean ready() {
        return status() instanceof Status.Ready;
    }

    @Override
    public String name() {
        return "chat-service";
    }

    @Override
    public Status status() {
        return switch (stage.get()) {
            case Stage.Starting() -> new Status.NotReady("starting: waiting for PostgreSQL");
            case Stage.Serving(var parts) -> together(parts);
            case Stage.Stopping() -> new Status.NotReady("stopping");
        };
    }

    /// Not ready any more, before anything is taken down.
    @Override
    public void close() {
        stage.set(new Stage.Stopping());
    }

    private static Status together(List<Readiness> parts) {
        for (var part : parts)
            if (part.status() instanceof Status.NotReady(var reason))
                return new Status.NotReady(part.name() + ": " + reason);
        return new Status.Ready();
    }
}
