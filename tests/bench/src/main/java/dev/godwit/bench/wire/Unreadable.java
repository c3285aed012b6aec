package dev.godwit.bench.wire;

/// Bytes from the server that are not what its protocol says. The run cannot go on.
public final class Unreadable extends RuntimeException {
    Unreadable(String message) {
        super(message);
    }
}
