package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.DISORDERED;
import static dev.godwit.checker.check.Harm.DOUBLED;
import static dev.godwit.checker.check.Harm.FABRICATED;
import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.S2;
import static dev.godwit.checker.check.Invariant.S4;
import static dev.godwit.checker.check.Invariant.S6;
import static dev.godwit.checker.check.Invariant.S7;
import static dev.godwit.checker.check.Invariant.S8;
import static dev.godwit.checker.check.Invariant.S9;

import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.ReadBack;
import dev.godwit.checker.history.Event.Receipt;

import org.jspecify.annotations.Nullable;

/// Each entry that was pushed, against what was sent and what is stored: S2, S4, S6 and S9.
final class Deliveries {
    private static final long LATE_MICROS = 500_000;

    private final World world;
    private final Findings findings;
    private final Counts counts;
    private final Positions positions;
    private final PastNumbers past;

    Deliveries(
            World world, Findings findings, Counts counts, Positions positions, PastNumbers past) {
        this.world = world;
        this.findings = findings;
        this.counts = counts;
        this.positions = positions;
        this.past = past;
    }

    void message(
            Moment at,
            Connection connection,
            Device device,
            dev.godwit.checker.history.Event.Message event) {
        var user = device.user;
        if (!event.from().equals(user.name) && !event.to().equals(user.name)) {
            findings.add(S9, OTHER, at.where(), connection, "was shown others' message:", event);
        }
        var message = world.message(event.from(), event.to(), event.id());
        var content = new Message.Content(event.kind(), event.hash());
        if (message == null || message.firstSent > at.micros()) {
            findings.add(S2, FABRICATED, at.where(), "nobody sent it:", event);
        } else if (!message.maySay(content)) {
            findings.add(S2, FABRICATED, at.where(), "sent with other content:", event);
        } else if (!isEntry(connection, user, event.n(), event.seq(), message)) {
            findings.add(S4, DISORDERED, at.where(), event, "but stored as", message);
        } else {
            if (sentLater(connection, message)) {
                findings.add(S6, OTHER, at.where(), connection, "had ended before", message);
            }
            if (connection.outlived(message.firstSent)) {
                findings.add(S9, OTHER, at.where(), connection, "outlived its token:", event);
            }
            if (message.sender == user && message.sentOnlyBy(device)) {
                findings.add(S6, DOUBLED, at.where(), device, "is shown what it sent:", event);
            }
            if (event.shown()) delay(at, connection, message);
        }
        if (event.shown()) see(device, event.n(), event.seq(), message);
        pushed(at, connection, device, event.n(), event.shown());
    }

    /// By the tables, or in a generation that has ended by what else was seen there.
    private boolean isEntry(Connection connection, User user, long n, long seq, Message message) {
        return world.generations.isLast(connection.log)
                ? user.log.at(n) == message && seq == message.seq
                : past.entry(connection.log, user, n, message)
                        && past.row(connection.log, seq, message);
    }

    /// Whether nobody can have sent it before the connection's generation ended.
    private boolean sentLater(Connection connection, Message message) {
        return message.firstConnection != null
                && message.firstConnection.device != null
                && world.generations.isLater(message.firstConnection.log, connection.log);
    }

    /// An `accepted` frame that stands for an entry of the sender's own log, or for none.
    void accepted(
            Moment at, Connection connection, Device device, Message message, Accepted event) {
        if (!message.sentBy(device)) {
            findings.add(S9, OTHER, at.where(), device, "never sent", message);
        }
        if (event.n() > 0) {
            if (!isEntry(connection, device.user, event.n(), event.seq(), message)) {
                findings.add(S4, DISORDERED, at.where(), event, "but stored as", message);
            }
            if (event.shown()) see(device, event.n(), event.seq(), message);
            pushed(at, connection, device, event.n(), event.shown());
        } else if (event.shown()) {
            findings.add(S6, OTHER, at.where(), "no entry, and shown:", event);
        }
    }

    /// It may be an entry of the tables in a generation that has ended, too.
    private static void see(Device device, long n, long seq, @Nullable Message message) {
        if (message != null && message.seq == seq && device.user.log.at(n) == message) {
            device.seen.set((int) n);
        }
    }

    private void pushed(Moment at, Connection connection, Device device, long n, boolean shown) {
        positions.pushed(at, connection, device, n, shown);
        if (shown) counts.shown++;
        else counts.redeliveries++;
    }

    private void delay(Moment at, Connection connection, Message message) {
        if (!connection.live()) {
            counts.caughtUp++;
        } else if (message.accepted != Message.NEVER && message.accepted > connection.live) {
            var delay = at.micros() - message.accepted;
            counts.slowestMicros = Math.max(counts.slowestMicros, delay);
            if (delay > LATE_MICROS) counts.late++;
        }
    }

    void receipt(Moment at, Connection connection, Device device, Receipt event) {
        var conversation = world.known(device.user.name, event.peer());
        if (conversation == null || !event.user().equals(event.peer())) {
            findings.add(S9, OTHER, at.where(), connection, "is told of others:", event);
            return;
        }
        var stored = conversation.acknowledged[conversation.side(world.user(event.user()))];
        var past = !world.generations.isLast(connection.log);
        if ((event.delivered() > stored && !past) || event.delivered() < 1) {
            findings.add(S7, OTHER, at.where(), event, "though only", stored, "was acknowledged");
        }
    }

    void readBack(Moment at, ReadBack event) {
        counts.readBacks++;
        if (!world.generations.isLast(event.log())) return;
        var conversation = world.known(event.user(), event.peer());
        var message = conversation == null ? null : conversation.rows.at(event.seq());
        if (message == null || !message.hash.equals(event.hash())) {
            findings.add(S8, LOST, at.where(), event, "but stored is", message);
        }
    }
}
