package dev.godwit.gateway.handshake;

/// What handshakes report about themselves. Thread-safe and quick.
public interface HandshakeMetrics {
    /// `status`: the HTTP status that says why.
    void handshakeRefused(int status);
}
