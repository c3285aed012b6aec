package dev.godwit.gateway.handshake;

/// What handshakes report about themselves. Thread-safe and quick.
public interface HandshakeMetrics {
    /// `status`: the HTTP status that says why.
    void handshakeRefused(int status);

    /// So many more are under way; [#handshakeEnded] follows.
    void handshakeBegun();

    void handshakeEnded();

    /// There was no room for it.
    void handshakeRejected();
}
