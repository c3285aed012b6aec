package dev.godwit.checker.history;

import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Closed;
import dev.godwit.checker.history.Event.ConnectFailed;
import dev.godwit.checker.history.Event.Connecting;
import dev.godwit.checker.history.Event.Dropping;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.Event.Expires;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
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

/// Events as the middle of a line: the record's name and its components in their order.
final class EventText {
    private EventText() {}

    static String of(Event event) {
        var name = event.getClass().getSimpleName();
        return switch (event) {
            case Began(var run, var host, var incarnation, var seed) ->
                    line(name, run, host, incarnation, seed);
            case Ended() -> name;
            case Connecting(var conn, var user, var device, var gateway) ->
                    line(name, conn, user, device, gateway);
            case ConnectFailed(var conn, var reason) -> line(name, conn, reason);
            case Welcomed(var conn, var session, var log) -> line(name, conn, session, log);
            case Expires(var conn, var micros) -> line(name, conn, micros);
            case Closed(var conn, var code, var reason) -> line(name, conn, code, reason);
            case Dropping(var conn) -> line(name, conn);
            case Sending(var conn, var user, var id, var peer, var kind, var hash, var bytes) ->
                    line(name, conn, user, id, peer, kind, hash, bytes);
            case Accepted a ->
                    line(
                            name,
                            a.conn(),
                            a.user(),
                            a.id(),
                            a.peer(),
                            a.seq(),
                            a.at(),
                            a.duplicate(),
                            a.n(),
                            a.shown(),
                            a.log());
            case Refused(var conn, var user, var id, var code) -> line(name, conn, user, id, code);
            case Retry(var conn, var user, var id, var code, var ms) ->
                    line(name, conn, user, id, code, ms);
            case GaveUp(var user, var id) -> line(name, user, id);
            case Message m ->
                    line(
                            name, m.conn(), m.n(), m.id(), m.from(), m.to(), m.seq(), m.kind(),
                            m.hash(), m.shown());
            case Acking(var conn, var n) -> line(name, conn, n);
            case Live(var conn, var n) -> line(name, conn, n);
            case Receipt(var conn, var peer, var user, var delivered) ->
                    line(name, conn, peer, user, delivered);
            case GoAway(var conn, var ms) -> line(name, conn, ms);
            case ReadBack(var user, var peer, var seq, var hash, var log) ->
                    line(name, user, peer, seq, hash, log);
            case Violation(var conn, var what) -> line(name, conn, what);
            case FaultBegan(var id, var kind, var target, var detail) ->
                    line(name, id, kind, target, detail);
            case FaultEnded(var id, var evidence) -> line(name, id, evidence);
            case Found found -> FoundText.of(found);
        };
    }

    static String line(String name, Object... values) {
        var line = new StringBuilder(96).append(name);
        for (var value : values) {
            line.append('\t').append(value instanceof String text ? Text.escaped(text) : value);
        }
        return line.toString();
    }

    /// Throws [IllegalArgumentException] where there is no such event.
    static Event read(Fields in) {
        var event = parsed(in.word(), in);
        in.end();
        return event;
    }

    private static Event parsed(String name, Fields in) {
        return switch (name) {
            case "Began" -> new Began(in.text(), in.text(), in.small(), in.number());
            case "Ended" -> new Ended();
            case "Connecting" -> new Connecting(in.number(), in.text(), in.text(), in.text());
            case "ConnectFailed" -> new ConnectFailed(in.number(), in.text());
            case "Welcomed" -> new Welcomed(in.number(), in.text(), in.text());
            case "Expires" -> new Expires(in.number(), in.number());
            case "Closed" -> new Closed(in.number(), in.small(), in.text());
            case "Dropping" -> new Dropping(in.number());
            case "Sending" ->
                    new Sending(
                            in.number(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.small());
            case "Accepted" ->
                    new Accepted(
                            in.number(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.number(),
                            in.number(),
                            in.flag(),
                            in.number(),
                            in.flag(),
                            in.text());
            case "Refused" -> new Refused(in.number(), in.text(), in.text(), in.text());
            case "Retry" -> new Retry(in.number(), in.text(), in.text(), in.text(), in.number());
            case "GaveUp" -> new GaveUp(in.text(), in.text());
            case "Message" ->
                    new Message(
                            in.number(),
                            in.number(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.number(),
                            in.text(),
                            in.text(),
                            in.flag());
            case "Acking" -> new Acking(in.number(), in.number());
            case "Live" -> new Live(in.number(), in.number());
            case "Receipt" -> new Receipt(in.number(), in.text(), in.text(), in.number());
            case "GoAway" -> new GoAway(in.number(), in.number());
            case "ReadBack" ->
                    new ReadBack(in.text(), in.text(), in.number(), in.text(), in.text());
            case "Violation" -> new Violation(in.number(), in.text());
            case "FaultBegan" -> new FaultBegan(in.number(), in.text(), in.text(), in.text());
            case "FaultEnded" -> new FaultEnded(in.number(), in.text());
            default -> FoundText.parsed(name, in);
        };
    }
}
