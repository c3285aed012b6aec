package dev.godwit.gateway.connection;

import java.time.Duration;

/// The times by which a connection is judged alive. Monotonic nanoseconds; owned by the
/// connection's event loop.
final class Vitals {
    private final long heartbeat;
    private final long maxUnwritable;
    private long lastRead;
    private long lastPing;
    private long lastWritable;
    private long lastAckProgress;
    private long lastAcked;

    Vitals(Duration heartbeat, Duration maxUnwritable, long now) {
        this.heartbeat = heartbeat.toNanos();
        this.maxUnwritable = maxUnwritable.toNanos();
        this.lastRead = now;
        this.lastPing = now;
        this.lastWritable = now;
        this.lastAckProgress = now;
    }

    /// What has to be done about a connection.
    enum Verdict {
        WELL,
        PING,
        DEAD,
        NOTHING_ACKNOWLEDGED
    }

    void heard(long now) {
        lastRead = now;
    }

    /// `reading`: whether the server reads from the socket at all, so that silence means something.
    Verdict judge(long now, boolean writable, boolean reading, Progress progress) {
        if (writable) lastWritable = now;
        if (progress.owesNothing() || progress.acked() != lastAcked) lastAckProgress = now;
        lastAcked = progress.acked();
        if (!reading) lastRead = now;

        if (now - lastWritable > maxUnwritable) return Verdict.NOTHING_ACKNOWLEDGED;
        if (now - lastAckProgress > 2 * heartbeat) return Verdict.NOTHING_ACKNOWLEDGED;
        if (now - lastRead > 2 * heartbeat) return Verdict.DEAD;
        if (now - lastPing < heartbeat) return Verdict.WELL;
        lastPing = now;
        return Verdict.PING;
    }
}
