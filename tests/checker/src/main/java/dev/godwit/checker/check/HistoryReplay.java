package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.P;

import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Event.Act;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Closed;
import dev.godwit.checker.history.Event.ConnectFailed;
import dev.godwit.checker.history.Event.Connecting;
import dev.godwit.checker.history.Event.Dropping;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.Event.Expires;
import dev.godwit.checker.history.Event.GaveUp;
import dev.godwit.checker.history.Event.GoAway;
import dev.godwit.checker.history.Event.Live;
import dev.godwit.checker.history.Event.Message;
import dev.godwit.checker.history.Event.ReadBack;
import dev.godwit.checker.history.Event.Receipt;
import dev.godwit.checker.history.Event.Refused;
import dev.godwit.checker.history.Event.Retry;
import dev.godwit.checker.history.Event.Sending;
import dev.godwit.checker.history.Event.Violation;
import dev.godwit.checker.history.Event.Welcomed;

import org.jspecify.annotations.Nullable;

/// Goes through everything that clients did and saw, in the order of time, and hands each act to
/// the check that it concerns.
final class HistoryReplay {
    private final Findings findings;
    private final Connections connections;
    private final Sends sends;
    private final Positions positions;
    private final Deliveries deliveries;

    HistoryReplay(World world, Findings findings, Counts counts) {
        this.findings = findings;
        this.connections = new Connections(world, findings, counts);
        var past = new PastNumbers();
        this.sends = new Sends(world, findings, counts, past);
        this.positions = new Positions(world.generations, findings);
        this.deliveries = new Deliveries(world, findings, counts, positions, past);
    }

    void silent(Source source) {
        connections.silent(source, source.micros());
    }

    void said(Moment at, Act act) {
        switch (act) {
            case Began began -> findings.add(P, OTHER, at.where(), "began again:", began);
            case Ended() -> connections.silent(at.source(), at.micros());
            case Connecting event -> connections.connecting(at, event);
            case ConnectFailed event -> connections.failed(at, event);
            case Welcomed event -> connections.welcomed(at, event);
            case Expires(var conn, var micros) -> connections.expires(at, conn, micros);
            case Closed event -> connections.closed(at, event);
            case Dropping(var conn) -> connections.dropping(at, conn);
            case Sending event -> {
                var connection = connections.sending(at, event.conn());
                if (connection != null) sends.sending(at, connection, event);
            }
            case Accepted event -> accepted(at, event);
            case Refused event -> {
                var connection = answering(at, event.conn());
                if (connection != null) sends.refused(at, connection, event);
            }
            case Retry event -> {
                var connection = answering(at, event.conn());
                if (connection != null) sends.retry(at, connection, event);
            }
            case GaveUp event -> sends.gaveUp(at, event);
            case Message event -> {
                var connection = connections.receiving(at, event.conn());
                if (connection != null && connection.device != null) {
                    deliveries.message(at, connection, connection.device, event);
                }
            }
            case Acking(var conn, var n) -> {
                var connection = connections.sending(at, conn);
                if (connection != null && connection.device != null) {
                    positions.acking(at, connection, connection.device, n);
                }
            }
            case Live(var conn, var n) -> {
                var connection = connections.receiving(at, conn);
                if (connection != null && connection.device != null) {
                    positions.live(at, connection, connection.device, n);
                }
            }
            case Receipt event -> {
                var connection = connections.receiving(at, event.conn());
                if (connection != null && connection.device != null) {
                    deliveries.receipt(at, connection, connection.device, event);
                }
            }
            case GoAway(var conn, _) -> connections.receiving(at, conn);
            case ReadBack event -> deliveries.readBack(at, event);
            case Violation(var conn, var what) ->
                    findings.add(P, OTHER, at.where(), "on", conn, what);
        }
    }

    private void accepted(Moment at, Accepted event) {
        var connection = answering(at, event.conn());
        if (connection == null) return;
        var device = connection.device;
        if (device != null && !device.user.name.equals(event.user())) {
            findings.add(Invariant.S9, OTHER, at.where(), device, "got the answer of", event);
            return;
        }
        var message = sends.accepted(at, connection, event);
        if (message == null || device == null) return;
        deliveries.accepted(at, connection, device, message, event);
    }

    private @Nullable Connection answering(Moment at, long conn) {
        return conn == 0 ? connections.sending(at, conn) : connections.receiving(at, conn);
    }
}
