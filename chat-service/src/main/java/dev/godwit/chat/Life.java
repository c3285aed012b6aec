package dev.godwit.chat;

import dev.godwit.lifecycle.Readiness;

import java.util.List;

/// How far the process is: starting, serving as long as all its parts can, stopping. Thread-safe.
final class Life implements Readiness, AutoCloseable {
    private sealed interface Stage {
        record Starting() implements Stage {}

        record Serving(List<Readiness> parts) implements Stage {}

        record Stopping() implements Stage {}
    }

    private volatile Stage stage = new Stage.Starting();

    /// From here on it is ready whenever all `parts` are.
    Life serving(List<Readiness> parts) {
        stage = new Stage.Serving(List.copyOf(parts));
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
        return switch (stage) {
            case Stage.Starting() -> new Status.NotReady("starting: waiting for PostgreSQL");
            case Stage.Serving(var parts) -> together(parts);
            case Stage.Stopping() -> new Status.NotReady("stopping");
        };
    }

    /// Not ready any more, before anything is taken down.
    @Override
    public void close() {
        stage = new Stage.Stopping();
    }

    private static Status together(List<Readiness> parts) {
        for (var part : parts)
            if (part.status() instanceof Status.NotReady(var reason))
                return new Status.NotReady(part.name() + ": " + reason);
        return new Status.Ready();
    }
}
