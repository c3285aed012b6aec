package dev.godwit.gateway.connection;

import dev.godwit.protocol.ErrorCode;

/// What connections report about themselves. Thread-safe and quick.
public interface ConnectionMetrics {
    /// A send went from the socket to the uplink's queue.
    void received(long nanos);

    /// Pushes that came together were written.
    void pushed(int count, long nanos);

    /// Pushes were dropped because an event loop was too far behind.
    void pushesDropped(int count);

    void opened();

    /// `code`: how the server or the client closed; 1006 where the socket just ended.
    void closed(int code);

    void refused(ErrorCode code);

    /// What was to be done for a connection failed: a fault of the gateway's own.
    void taskFailed();

    /// Heads could not be asked for, or there was no answer.
    void headCheckFailed();

    /// A page of a log was asked for.
    void pageAsked();
}
