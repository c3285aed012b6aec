package dev.godwit.checker.check;

import dev.godwit.checker.check.ModelServer.Row;
import dev.godwit.checker.history.Event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// One socket: what is under way in both directions, and where the server is with it.
final class ModelConnection {
    private static final int WINDOW = 8;

    final long conn;
    final ModelDevice device;
    final String session;
    final long expires;
    final String log;

    /// Sends and acks on their way to the server.
    final Deque<Object> up = new ArrayDeque<>();

    /// Frames on their way to the client, as it will write them down.
    final Deque<Event> down = new ArrayDeque<>();

    boolean opened;
    boolean served = true;
    boolean live;
    long pushed;
    long acked;

    /// What the client has been shown and has acknowledged here.
    long seen;

    long said;

    ModelConnection(long conn, ModelDevice device, String session, long expires, String log) {
        this.conn = conn;
        this.device = device;
        this.session = session;
        this.expires = expires;
        this.log = log;
    }

    void open(long cursor) {
        opened = true;
        pushed = cursor;
        acked = cursor;
    }

    /// Pushes the next entry, or says that there is none; false where nothing is to be done.
    boolean push(List<Row> log) {
        if (!opened || !served) return false;
        if (pushed < log.size()) {
            if (pushed - acked >= WINDOW) return false;
            var row = log.get((int) pushed++);
            down.add(ofThisDevice(row) ? accepted(row, false, pushed) : message(row));
            return true;
        }
        if (live) return false;
        live = true;
        down.add(new Event.Live(conn, pushed));
        return true;
    }

    /// The direct answer to a send.
    void answer(Row row, boolean duplicate) {
        var inOrder = opened && live && row.senderN() == pushed + 1 && pushed - acked < WINDOW;
        if (inOrder) pushed++;
        down.add(accepted(row, duplicate, inOrder ? row.senderN() : 0));
    }

    private boolean ofThisDevice(Row row) {
        return row.sender().equals(device.user) && device.name.equals(row.origin());
    }

    private Event accepted(Row row, boolean duplicate, long n) {
        return new Event.Accepted(
                conn,
                row.sender(),
                row.id(),
                row.recipient(),
                row.seq(),
                row.at(),
                duplicate,
                n,
                false,
                "");
    }

    private Event message(Row row) {
        return new Event.Message(
                conn,
                pushed,
                row.id(),
                row.sender(),
                row.recipient(),
                row.seq(),
                row.kind(),
                row.hash(),
                false);
    }
}
