package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;

/// The chat service has understood the call and will not do it, however often it is repeated.
final class Rejected extends Unavailable {
    Rejected(String message, long retryInMs) {
        super(message, retryInMs);
    }
}
