package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// One connection of a device, or, without a device, the HTTP calls of one process.
final class Connection {
    static final long NOT_YET = Long.MAX_VALUE;

    /// For so long a connection may be served on without a token.
    private static final long GRACE_MICROS = 5_000_000;

    /// Counts all connections of the run in the order of their beginning.
    final int number;

    final Source source;
    final long conn;
    final @Nullable Device device;
    final long began;

    long welcomed = NOT_YET;
    long live = NOT_YET;
    long ended = NOT_YET;
    long expires = NOT_YET;

    /// The end of the first token: a gateway may not have come to read the next one before it.
    long firstExpiry = NOT_YET;

    String session = "";

    /// The generation that its numbers are of; empty where that is not known.
    String log = "";

    /// When the client began to leave: frames may still come then, but nothing is due.
    long dropped = NOT_YET;

    /// The last entry that was pushed; before the first one, nothing is known.
    long pushed = Device.UNKNOWN;

    /// The last acknowledgement that was sent here, and when.
    long acked;

    long ackedAt;

    // What held when it began.
    private final String logBefore;
    long floor;
    long shownBefore;
    final long acceptedHead;

    /// Attempts without an answer yet, by the user and id of their message.
    final Map<String, Attempts> attempts = new HashMap<>();

    Connection(int number, Source source, long conn, @Nullable Device device, long began) {
        this.number = number;
        this.source = source;
        this.conn = conn;
        this.device = device;
        this.began = began;
        this.logBefore = device == null ? "" : device.log;
        this.floor = device == null ? 0 : device.floor;
        this.shownBefore = device == null ? 0 : device.shown;
        this.acceptedHead = device == null ? 0 : device.user.acceptedHead;
    }

    /// What held in another generation holds no longer.
    void entered(Generations generations, String generation) {
        log = generation;
        if (device == null) return;
        if (generations.isLater(log, device.log)) device.enters(log);
        if (generations.isLater(log, logBefore)) {
            floor = 0;
            shownBefore = 0;
        }
    }

    boolean closed() {
        return ended != NOT_YET;
    }

    /// When it was over for whoever counts on it.
    long left() {
        return Math.min(dropped, ended);
    }

    boolean inUse() {
        return left() == NOT_YET;
    }

    boolean welcomed() {
        return welcomed != NOT_YET;
    }

    boolean live() {
        return live != NOT_YET;
    }

    void expires(long micros) {
        expires = micros;
        firstExpiry = Math.min(firstExpiry, micros);
    }

    /// Whether what was sent at that time must not be served here any more. (When it arrives says
    /// nothing: it may have been under way for long.)
    boolean outlived(long sent) {
        return sent - GRACE_MICROS > expires;
    }

    void end(long micros) {
        if (closed()) return;
        ended = micros;
        attempts.clear();
    }

    @Override
    public String toString() {
        return "connection %d of %s".formatted(conn, device == null ? source : device);
    }
}
