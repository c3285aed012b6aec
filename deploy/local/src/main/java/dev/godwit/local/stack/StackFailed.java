package dev.godwit.local.stack;

/// Why the stack cannot be started or found, as one line for the person at the terminal.
public final class StackFailed extends RuntimeException {
    public StackFailed(String line) {
        super(line);
    }

    StackFailed(String line, Throwable cause) {
        super(line, cause);
    }
}
