package dev.godwit.checker.history;

import dev.godwit.checker.history.Event.Began;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a history line by line and checks that it is whole. Owned by one thread; may read while
/// the writer still writes, up to the line that was complete then.
///
/// The only damage that a kill can do is a last line without its end: [#torn] tells of it. All else
/// is a [BrokenHistory].
public final class HistoryReader implements AutoCloseable {
    private final Path file;
    private final ByteLines in;
    private final Chain chain = new Chain();
    private final Began began;
    private final long beganAt;
    private long lines;
    private long micros = Long.MIN_VALUE;
    private boolean torn;

    private HistoryReader(Path file, ByteLines in) {
        this.file = file;
        this.in = in;
        if (!(next() instanceof Line(_, var now, Began first))) {
            throw broken("does not say who writes it", null);
        }
        this.began = first;
        this.beganAt = now;
    }

    public static HistoryReader open(Path file) {
        try {
            var in = new ByteLines(Files.newInputStream(file));
            try {
                return new HistoryReader(file, in);
            } catch (RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Who wrote this: the first line, which [#next] does not return again.
    public Began began() {
        return began;
    }

    /// When the first line was written, in microseconds.
    public long beganAt() {
        return beganAt;
    }

    /// The next line, or null at the end.
    public @Nullable Line next() {
        if (!in.next()) {
            torn = in.leftOver();
            return null;
        }
        lines++;
        var content = in.length() - Chain.DIGITS;
        if (content < 1 || !in.text(content, Chain.DIGITS).equals(chained(content))) {
            throw broken("does not follow from the line before it", null);
        }
        return parsed(in.text(0, content - 1));
    }

    /// Whether the last line was cut off, as that of a killed process may be; known at the end.
    public boolean torn() {
        return torn;
    }

    private Line parsed(String content) {
        try {
            var fields = new Fields(content);
            var now = fields.number();
            if (now < micros) throw new IllegalArgumentException("time goes backwards");
            micros = now;
            return new Line(lines, now, EventText.read(fields));
        } catch (IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()), e);
        }
    }

    private String chained(int content) {
        return chain.next(in.bytes(), in.from(), content);
    }

    private BrokenHistory broken(String why, @Nullable Throwable cause) {
        return new BrokenHistory(file, lines, why, cause);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
