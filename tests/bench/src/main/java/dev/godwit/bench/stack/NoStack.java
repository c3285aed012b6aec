package dev.godwit.bench.stack;

/// There is no local stack to measure where one was looked for.
public final class NoStack extends RuntimeException {
    NoStack(String message) {
        super(message);
    }
}
