package dev.godwit.checker.wire;

/// Everything a server may say in version 1 of the protocol.
public sealed interface ServerFrame {
    /// `log`: the generation that the connection's numbers are of, empty where it is not told.
    record Welcome(
            String user,
            String device,
            String session,
            String log,
            long expiresAt,
            long heartbeatMs,
            int window,
            int maxFrameBytes)
            implements ServerFrame {}

    /// `n` is 0 where the frame stands for no entry of the sender's own log.
    record Accepted(String id, String peer, long seq, long at, boolean duplicate, long n)
            implements ServerFrame {}

    record Message(
            long n, String id, String from, String to, long seq, long at, String kind, String body)
            implements ServerFrame {}

    record Live(long n) implements ServerFrame {}

    record Receipt(String peer, String user, long delivered, long read) implements ServerFrame {}

    record GoAway(long reconnectInMs) implements ServerFrame {}

    /// A final refusal of the send `id`.
    record Refused(String id, String code) implements ServerFrame {}

    /// The send `id` may be repeated after that time.
    record NotNow(String id, String code, long retryInMs) implements ServerFrame {}

    record Pong() implements ServerFrame {}
}
