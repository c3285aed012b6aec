package dev.godwit.gateway.connection;

import dev.godwit.protocol.ErrorCode;

/// What connections report about themselves. Thread-safe and quick.
public interface ConnectionMetrics {
    /// A send went from the socket to the uplink's queue.
    void received(long nanos);

    void opened();

    /// `code`: how the server or the client closed; 1006 where the socket just ended.
    void closed(int code);

    void refused(ErrorCode code);

    /// A page of a log was asked for.
    void pageAsked();
}
