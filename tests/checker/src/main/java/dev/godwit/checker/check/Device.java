package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// One installation of a user, over all its connections.
final class Device {
    static final long UNKNOWN = -1;

    final User user;
    final String name;
    final List<Connection> connections = new ArrayList<>();

    /// Where it began in the log: the position before the first entry that it was due.
    long start = UNKNOWN;

    /// When it first had everything.
    long firstLive = Message.NEVER;

    /// The last entry that was handed to the application.
    long shown = UNKNOWN;

    /// The last acknowledgement that was sent.
    long acked;

    /// The cursor was there at least: the server went on from it.
    long floor;

    /// The generation that `shown`, `acked` and `floor` are of.
    String log = "";

    /// The entries of the tables that were handed to the application, in whatever generation.
    final BitSet seen = new BitSet();

    /// From the row; -1 where there is none.
    long cursor = UNKNOWN;

    Device(User user, String name) {
        this.user = user;
        this.name = name;
    }

    boolean started() {
        return start != UNKNOWN;
    }

    void startAt(long position) {
        start = position;
        shown = position;
        floor = Math.max(floor, position);
    }

    /// Another generation begins: nothing is known of where the device is in it.
    void enters(String another) {
        log = another;
        shown = UNKNOWN;
        acked = 0;
        floor = 0;
    }

    /// Where it first goes on in a generation that it did not begin in.
    void goesOnAfter(long position) {
        shown = position;
        acked = position;
        floor = position;
    }

    /// The first entry up to `position` that the device was due and never saw; 0 where there is
    /// none.
    long missedUpTo(long position) {
        var first = seen.nextClearBit((int) Math.max(start, user.floor) + 1);
        return first <= position ? first : 0;
    }

    /// How far the cursor can be at most.
    long ceiling() {
        return Math.max(Math.max(start, acked), user.floor);
    }

    /// The newest connection that has not ended.
    @Nullable Connection open() {
        for (var connection : connections.reversed()) {
            if (connection.inUse()) return connection;
        }
        return null;
    }

    @Override
    public String toString() {
        return user + "/" + name;
    }
}
