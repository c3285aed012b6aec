package dev.godwit.config;

import dev.godwit.protocol.Limits;

/// The largest body of a message, one setting for both services.
public final class BodyLimit {
    private BodyLimit() {}

    public static int read(ConfigReader settings) {
        return settings.integer(
                "message.max-body-bytes",
                Limits.DEFAULT_BODY_BYTES,
                1,
                Limits.MAX_BODY_BYTES,
                "Bytes of UTF-8 in the body of a message. The same for all of one installation.");
    }
}
