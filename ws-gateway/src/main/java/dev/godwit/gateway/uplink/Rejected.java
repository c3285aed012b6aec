package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;

/// The chat service has understood the call and will not do it, however often it is repeated.
final class Rejected extends Unavailable {
    private final boolean content;

    /// `content`: it may be for a part of what the call carries.
    Rejected(String message, long retryInMs, boolean content) {
        super(message, retryInMs);
        this.content = content;
    }

    boolean content() {
        return content;
    }
}
