package dev.godwit.checker.check;

import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.HistoryReader;
import dev.godwit.checker.history.Line;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// One history that is being read, and the line it has come to.
final class Source implements AutoCloseable {
    private final Path file;
    private final HistoryReader reader;
    private @Nullable Line line;
    private long micros;
    private boolean ended;

    Source(Path file) {
        this.file = file;
        this.reader = HistoryReader.open(file);
        this.micros = reader.beganAt();
        advance();
    }

    Began began() {
        return reader.began();
    }

    long beganAt() {
        return reader.beganAt();
    }

    /// Null at the end.
    @Nullable Line line() {
        return line;
    }

    /// When the last line so far was written.
    long micros() {
        return micros;
    }

    /// Whether the writer ended as it should; known at the end.
    boolean ended() {
        return ended;
    }

    void advance() {
        line = reader.next();
        if (line == null) return;
        micros = line.micros();
        ended = line.event() instanceof Ended;
    }

    String where(Line at) {
        return file.getFileName() + ":" + at.number();
    }

    boolean isFor(Path other) {
        return file.equals(other);
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void close() {
        reader.close();
    }
}
