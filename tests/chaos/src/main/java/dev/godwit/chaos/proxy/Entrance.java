package dev.godwit.chaos.proxy;

/// How a link meets somebody who wants to connect.
public enum Entrance {
    OPEN,
    /// Nobody listens: the connect is refused.
    REFUSED,
    /// As in front of a frozen process: the system completes handshakes until its queue is full,
    /// and leaves the rest unanswered. They are let in when the entrance opens.
    SILENT
}
