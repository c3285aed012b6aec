package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.DISORDERED;
import static dev.godwit.checker.check.Harm.DOUBLED;
import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.L1;
import static dev.godwit.checker.check.Invariant.P;
import static dev.godwit.checker.check.Invariant.S6;
import static dev.godwit.checker.check.Invariant.S7;

/// Where each connection and each device is in its log: S6, and what S7 says of cursors as far as
/// reconnecting tells.
final class Positions {
    private final Generations generations;
    private final Findings findings;

    Positions(Generations generations, Findings findings) {
        this.generations = generations;
        this.findings = findings;
    }

    /// Entry `n` came; `shown` is what the client did with it.
    void pushed(Moment at, Connection connection, Device device, long n, boolean shown) {
        if (connection.pushed == Device.UNKNOWN) resumed(at, connection, device, n - 1);
        else if (n != connection.pushed + 1) skipped(at, connection, device, n);
        connection.pushed = Math.max(connection.pushed, n);
        if (left(connection, device)) {
            if (shown) {
                findings.add(S6, OTHER, at.where(), device, "has left and was shown", n);
            }
            return;
        }
        if (shown && n <= device.shown) {
            findings.add(S6, DOUBLED, at.where(), device, "was shown", n, "again");
        } else if (!shown && n == device.shown + 1 && !ended(at, connection)) {
            findings.add(S6, LOST, at.where(), device, "dropped", n, "without having shown it");
        } else if (n > Math.max(device.shown, device.user.floor) + 1) {
            findings.add(S6, LOST, at.where(), device, "was at", device.shown, "and got", n);
        }
        device.shown = Math.max(device.shown, n);
    }

    /// Whether the device may know already, from an answer over HTTP, that the entries of this
    /// connection count no longer.
    private boolean ended(Moment at, Connection connection) {
        return generations.hadEnded(connection.log, at.micros() + 1);
    }

    /// Whether the device has gone on to a generation that came after the connection's.
    private static boolean left(Connection connection, Device device) {
        return !Generations.same(connection.log, device.log);
    }

    /// What the device acknowledged elsewhere in the meantime may be forgotten, and passed over,
    /// and so may what was deleted for its age.
    private void skipped(Moment at, Connection connection, Device device, long n) {
        var gone = Math.max(device.acked, device.user.floor);
        if (n > connection.pushed && n - 1 <= gone) return;
        var harm = n > connection.pushed ? LOST : n == connection.pushed ? DOUBLED : DISORDERED;
        findings.add(S6, harm, at.where(), connection, "got", n, "after", connection.pushed);
    }

    /// The first entry, or the word that there is none, tells where the device's cursor was.
    private void resumed(Moment at, Connection connection, Device device, long cursor) {
        if (left(connection, device)) return;
        if (!device.started()) device.startAt(cursor);
        else if (device.shown == Device.UNKNOWN) entered(at, connection, device, cursor);
        if (cursor > device.ceiling()) {
            findings.add(
                    S7,
                    LOST,
                    at.where(),
                    connection,
                    "goes on after",
                    cursor,
                    "though the device acknowledged",
                    device.ceiling());
        }
        if (cursor < connection.floor) {
            findings.add(
                    S7,
                    OTHER,
                    at.where(),
                    connection,
                    "goes on after",
                    cursor,
                    "though the cursor was at",
                    connection.floor);
        }
        device.floor = Math.max(device.floor, cursor);
    }

    /// In a new generation a device goes on where the copy of the database says that it was. A
    /// device of which the copy does not know begins once more.
    private void entered(Moment at, Connection connection, Device device, long cursor) {
        var missed = device.missedUpTo(cursor);
        if (missed > 0 && device.firstLive >= generations.copied) {
            device.startAt(cursor);
            return;
        }
        if (missed > 0) {
            findings.add(
                    S7,
                    LOST,
                    at.where(),
                    connection,
                    "goes on after",
                    cursor,
                    "and never saw",
                    missed);
        }
        device.goesOnAfter(cursor);
    }

    void live(Moment at, Connection connection, Device device, long n) {
        if (connection.live()) {
            findings.add(P, OTHER, at.where(), connection, "was live before");
            return;
        }
        if (connection.pushed == Device.UNKNOWN) {
            resumed(at, connection, device, n);
            connection.pushed = n;
        } else if (n < connection.pushed
                || n > Math.max(connection.pushed, Math.max(device.acked, device.user.floor))) {
            findings.add(
                    S6,
                    DISORDERED,
                    at.where(),
                    connection,
                    "is live at",
                    n,
                    "and was pushed",
                    connection.pushed);
        }
        var due = Math.max(connection.acceptedHead, connection.shownBefore);
        if (n < due) {
            findings.add(L1, LOST, at.where(), connection, "is live at", n, "and lacks", due);
        }
        connection.pushed = Math.max(connection.pushed, n);
        connection.live = at.micros();
        device.firstLive = Math.min(device.firstLive, at.micros());
    }

    void acking(Moment at, Connection connection, Device device, long n) {
        if (n > connection.pushed) {
            findings.add(
                    S7,
                    OTHER,
                    at.where(),
                    connection,
                    "acknowledges",
                    n,
                    "and was pushed",
                    connection.pushed);
            return;
        }
        if (n > connection.acked) {
            connection.acked = n;
            connection.ackedAt = at.micros();
        }
        if (left(connection, device) || n <= device.acked) return;
        for (var stored = Math.max(device.acked, device.start) + 1; stored <= n; stored++) {
            var message = device.user.log.at(stored);
            if (message == null || message.sender == device.user) continue;
            if (!device.seen.get((int) stored)) continue;
            var side = message.conversation.side(device.user);
            message.conversation.acknowledged[side] =
                    Math.max(message.conversation.acknowledged[side], message.seq);
        }
        device.acked = n;
    }
}
