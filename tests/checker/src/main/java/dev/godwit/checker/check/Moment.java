package dev.godwit.checker.check;

import dev.godwit.checker.history.Line;

/// A line of a history and where it stands.
record Moment(Source source, Line line) {
    long micros() {
        return line.micros();
    }

    String where() {
        return source.where(line);
    }
}
