package dev.godwit.gateway.handshake;

import java.time.Duration;
import java.util.List;

/// Where clients connect, and who is let in.
///
/// `allowedOrigins`: web pages that may connect; `*` for all. `deadline`: from the accept to a
/// verified token. `peerTimeout`: how long the peer's TCP may leave data unacknowledged.
public record HandshakeConfig(
        String host,
        int port,
        String certificate,
        String privateKey,
        List<String> allowedOrigins,
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxHandshakes,
        int maxFrameBytes,
        Duration deadline,
        Duration peerTimeout) {
    boolean tls() {
        return !certificate.isEmpty();
    }
}
