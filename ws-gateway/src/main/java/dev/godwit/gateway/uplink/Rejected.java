package dev.godwit.gateway.uplink;

import dev.godwit.gateway.connection.Unavailable;

/// The chat service will not do the call, however often it is repeated. It may be for a part of
/// what the call carries.
final class Rejected extends Unavailable {
    Rejected(String message, long retryInMs) {
        super(message, retryInMs);
    }
}
