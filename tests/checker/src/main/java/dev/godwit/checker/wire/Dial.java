package dev.godwit.checker.wire;

import java.net.URI;

/// One attempt to connect: where, as which device, with which token and how it is shown, and with
/// how small a receive buffer (0: as large as the system likes).
public record Dial(URI gateway, String device, String jwt, TokenIn tokenIn, int receiveBuffer) {
    /// Native clients have a header for their token; browsers have only a subprotocol.
    public enum TokenIn {
        HEADER,
        SUBPROTOCOL
    }
}
