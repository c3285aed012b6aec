package dev.godwit.checker.history;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// A history is not what its writer wrote: nothing can be concluded from it.
public final class BrokenHistory extends RuntimeException {
    BrokenHistory(Path file, long line, String why, @Nullable Throwable cause) {
        super("%s:%d: %s".formatted(file, line, why), cause);
    }
}
