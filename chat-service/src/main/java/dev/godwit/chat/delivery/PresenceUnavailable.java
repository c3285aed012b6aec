package dev.godwit.chat.delivery;

import org.jspecify.annotations.Nullable;

/// Presence could not be asked in time.
public final class PresenceUnavailable extends RuntimeException {
    public PresenceUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
