package dev.godwit.protocol;

import java.util.Locale;

/// Why a frame was refused, as its sender is told. The connection stays.
public enum ErrorCode {
    /// Not a JSON object.
    MALFORMED,
    /// A `type` this server does not know.
    UNKNOWN_TYPE,
    /// A field that is missing, of the wrong type or outside its limits.
    INVALID,
    /// A body over its limit.
    TOO_LARGE,
    /// The id was used before with other content.
    CONFLICT,
    FORBIDDEN,
    /// The recipient has blocked the sender.
    BLOCKED,
    NOT_FOUND,
    /// Too much at once: come back after `retryInMs`.
    RATE_LIMITED,
    /// Not known to have happened: repeat with the same id after `retryInMs`.
    UNAVAILABLE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
