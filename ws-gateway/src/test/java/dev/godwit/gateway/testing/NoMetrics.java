package dev.godwit.gateway.testing;

import dev.godwit.gateway.connection.ConnectionMetrics;
import dev.godwit.gateway.handshake.HandshakeMetrics;
import dev.godwit.gateway.registry.RegistryMetrics;
import dev.godwit.protocol.ErrorCode;

/// Counts nothing.
public record NoMetrics() implements ConnectionMetrics, RegistryMetrics, HandshakeMetrics {
    @Override
    public void received(long nanos) {}

    @Override
    public void pushed(int count, long nanos) {}

    @Override
    public void pushesDropped(int count) {}

    @Override
    public void opened() {}

    @Override
    public void closed(int code) {}

    @Override
    public void refused(ErrorCode code) {}

    @Override
    public void pageAsked() {}

    @Override
    public void handshakeRefused(int status) {}

    @Override
    public void handshakeBegun() {}

    @Override
    public void handshakeEnded() {}

    @Override
    public void handshakeRejected() {}

    @Override
    public void taskFailed() {}

    @Override
    public void headCheckFailed() {}
}
