package dev.godwit.gateway.connection;

import dev.godwit.gateway.delivery.Progress;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The times by which a connection is judged alive: nanoseconds of its loop's running time. Owned
/// by the connection's event loop.
final class LivenessMonitor {
    private final long heartbeat;
    private final long maxUnwritable;
    private long lastRead;
    private long pingDue;
    private boolean pinged;
    private long lastTaking;
    private long lastAckProgress;
    private long lastAcked;
    private boolean unfinished;
    private long begun;

    LivenessMonitor(Duration heartbeat, Duration maxUnwritable, long now, RandomGenerator random) {
        this.heartbeat = heartbeat.toNanos();
        this.maxUnwritable = maxUnwritable.toNanos();
        this.lastRead = now;
        this.pingDue = now + random.nextLong(this.heartbeat);
        this.lastTaking = now;
        this.lastAckProgress = now;
    }

    /// What has to be done about a connection.
    enum Verdict {
        WELL,
        PING,
        DEAD,
        NOTHING_ACKNOWLEDGED,
        UNFINISHED
    }

    void heard(long now) {
        lastRead = now;
    }

    /// A part of a message came. `last`: nothing of it is missing any more.
    void heardPart(boolean last, long now) {
        if (!unfinished) begun = now;
        unfinished = !last;
    }

    /// `taking`: whether the client takes what there is for it. `reading`: whether the server reads
    /// from the socket at all, so that silence means something.
    Verdict judge(long now, boolean taking, boolean reading, Progress progress) {
        if (taking) lastTaking = now;
        if (progress.owesNothing() || progress.acked() != lastAcked) lastAckProgress = now;
        lastAcked = progress.acked();
        if (!reading) {
            lastRead = now;
            begun = now;
        }

        if (now - lastTaking > maxUnwritable) return Verdict.NOTHING_ACKNOWLEDGED;
        if (now - lastAckProgress > 2 * heartbeat) return Verdict.NOTHING_ACKNOWLEDGED;
        if (now - lastRead > 2 * heartbeat) return Verdict.DEAD;
        if (unfinished && now - begun > 2 * heartbeat) return Verdict.UNFINISHED;
        return pingIsDue(now) ? Verdict.PING : Verdict.WELL;
    }

    private boolean pingIsDue(long now) {
        if (pinged) {
            pingDue = Math.max(pingDue, lastRead + heartbeat);
        }
        if (now < pingDue) {
            return false;
        }
        pinged = true;
        pingDue = now + heartbeat;
        return true;
    }
}
