package dev.godwit.gateway.connection;

import dev.godwit.gateway.registry.ConnectionLoop;

/// Where a connection's frames go, whatever carries them. It may outlive what carries one of them,
/// such as an HTTP request; while nothing does, it is not writable. Runs on the connection's event
/// loop but for [#pendingBytes]; nothing here blocks.
public interface FrameSink extends ConnectionLoop.Flushing {
    /// Takes a rendered frame; it leaves at the end of the loop's turn, or with [#flush].
    void write(byte[] frame);

    @Override
    void flush();

    /// Answers a client's ping with this frame, or forgets it while an earlier answer has not left
    /// yet.
    void pong(byte[] frame);

    /// Makes the client give a sign of life, if it takes anything.
    void ping();

    /// Whether it takes more at the moment. The connection is told when that changes.
    boolean writable();

    /// Whether the client takes what there is for it: neither is too much waiting, nor an answer to
    /// its ping.
    boolean taking();

    /// Whether frames of the client are taken, so that its silence means something.
    boolean reading();

    /// Whether more is taken from the client; the rest has to wait with it.
    void readFrom(boolean more);

    /// Says why it ends, and ends as soon as the client has agreed. Nothing is written after it.
    void close(int code, String reason);

    /// Ends without a word.
    void drop();

    /// Bytes that wait for the client to take them. Thread-safe.
    long pendingBytes();
}
