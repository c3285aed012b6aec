package dev.godwit.internalapi;

import org.jspecify.annotations.Nullable;

/// Bytes from another process that are not the record they should be.
public final class Undecodable extends Exception {
    Undecodable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
