package dev.godwit.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The lines of a stream, each looked at in place. Owned by one thread.
final class ByteLines implements AutoCloseable {
    private final InputStream in;
    private byte[] bytes = new byte[1 << 16];
    private int from;
    private int length;
    private int next;
    private int filled;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /// Goes on to the next line; false where no further one is complete.
    boolean next() {
        from = next;
        for (var at = from; ; at++) {
            if (at == filled) {
                at -= compact();
                if (!fill()) return false;
            }
            if (bytes[at] == '\n') {
                length = at - from;
                next = at + 1;
                return true;
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return length;
    }

    String text(int at, int count) {
        return new String(bytes, from + at, count, StandardCharsets.UTF_8);
    }

    /// Whether the stream ended within a line; known when [#next] was false.
    boolean leftOver() {
        return filled > from;
    }

    private int compact() {
        var gone = from;
        System.arraycopy(bytes, gone, bytes, 0, filled - gone);
        filled -= gone;
        from = 0;
        next = 0;
        return gone;
    }

    private boolean fill() {
        if (filled == bytes.length) bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        try {
            var count = in.read(bytes, filled, bytes.length - filled);
            if (count > 0) filled += count;
            return count > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
