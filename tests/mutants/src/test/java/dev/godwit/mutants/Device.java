package dev.godwit.mutants;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A device that does what a scenario tells it. Thread-safe.
final class Device {
    private final Stage stage;
    private final String user;
    private final String name;
    private final boolean acknowledges;
    private final AtomicLong lastN = new AtomicLong();
    private final List<Line> lines = new ArrayList<>();

    /// `acknowledges`: what comes is acknowledged at once.
    Device(Stage stage, String user, String name, boolean acknowledges) {
        this.stage = stage;
        this.user = user;
        this.name = name;
        this.acknowledges = acknowledges;
    }

    String user() {
        return user;
    }

    String name() {
        return name;
    }

    boolean acknowledges() {
        return acknowledges;
    }

    /// One connection more, live; those before stay.
    Line connect(String gateway) {
        return connect(gateway, Stage.LONG_TOKEN);
    }

    /// The token ends after `tokenLife`.
    Line connect(String gateway, Duration tokenLife) {
        var line = Line.connect(stage, this, gateway, tokenLife);
        lines.add(line);
        line.awaitLive();
        return line;
    }

    /// Ends its connections without a word.
    void leave() {
        lines.forEach(Line::drop);
    }

    /// Whether entry `n` had not come before.
    boolean isNew(long n) {
        return lastN.getAndAccumulate(n, Math::max) < n;
    }

    /// Whether the body was shown, on any of its connections.
    boolean has(String body) {
        return lines.stream().anyMatch(line -> line.has(body));
    }
}
