package dev.godwit.checker.check;

import static dev.godwit.checker.check.Mutation.alter;
import static dev.godwit.checker.check.Mutation.at;
import static dev.godwit.checker.check.Mutation.delete;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Closed;
import dev.godwit.checker.history.Event.Connecting;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.Event.Expires;
import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.Event.Live;
import dev.godwit.checker.history.Event.Sending;
import dev.godwit.checker.history.Event.Violation;
import dev.godwit.checker.history.Event.Welcomed;

import java.util.List;
import java.util.Random;

/// Wrong stories of connections, processes and faults.
final class LifeMutations {
    private LifeMutations() {}

    static List<Mutation> all() {
        return List.of(
                delete("a connection never began", Connecting.class, LifeMutations::cameToLife),
                at(
                        "a connection begins twice",
                        Connecting.class,
                        p -> true,
                        p -> p.insertAfter(p.event())),
                delete(
                        "a connection was never welcomed",
                        Welcomed.class,
                        p -> p.followedBy(e -> Facts.pushed(e, p.event().conn()) > 0)),
                alter(
                        "a connection that is not the one that is present",
                        Welcomed.class,
                        p -> Facts.atRest(p, p.event().conn()) && live(p, p.event().conn()),
                        w -> new Welcomed(w.conn(), "other", w.log())),
                alter(
                        "a connection of somebody else",
                        Connecting.class,
                        LifeMutations::cameToLife,
                        c -> new Connecting(c.conn(), "eve", c.device(), c.gateway())),
                closed(1002),
                closed(1003),
                closed(1007),
                closed(1008),
                closed(1009),
                closed(1011),
                closed(4403),
                alter(
                        "closed for a token that is good",
                        Closed.class,
                        LifeMutations::goodToken,
                        c -> new Closed(c.conn(), 4401, "")),
                delete("no reason for 4401", Expires.class, LifeMutations::explains),
                alter(
                        "served without a token",
                        Expires.class,
                        LifeMutations::servedLater,
                        e -> new Expires(e.conn(), -10_000_000)),
                at(
                        "the client saw a violation",
                        Connecting.class,
                        p -> true,
                        p -> p.insertAfter(new Violation(p.event().conn(), "what"))),
                delete("somebody came to no end", Ended.class, p -> true),
                alter(
                        "a file of another run",
                        Began.class,
                        b -> new Began("other", b.host(), b.incarnation(), b.seed())),
                delete("a kill that nobody did", FaultBegan.class, p -> killed(p.event())),
                delete("a fault without an end", FaultEnded.class, p -> true),
                new Mutation("a history is missing", LifeMutations::dropHistory));
    }

    private static Mutation closed(int code) {
        return alter("closed with " + code, Closed.class, c -> new Closed(c.conn(), code, ""));
    }

    private static boolean cameToLife(Place<Connecting> place) {
        return live(place, place.event().conn());
    }

    private static boolean live(Place<?> place, long conn) {
        return place.inFile(e -> e instanceof Live live && live.conn() == conn) > 0;
    }

    private static boolean goodToken(Place<Closed> place) {
        var conn = place.event().conn();
        return place.precededBy(e ->
                e instanceof Expires(var c, var end)
                        && c == conn
                        && end > place.micros() + 5_000_000);
    }

    private static boolean explains(Place<Expires> place) {
        var conn = place.event().conn();
        return place.followedBy(e -> e instanceof Closed c && c.conn() == conn && c.code() == 4401);
    }

    /// Whether something was sent to and shown on the connection: the model's time begins after 0.
    private static boolean servedLater(Place<Expires> place) {
        var conn = place.event().conn();
        return place.followedBy(e -> e instanceof Event.Message m && m.conn() == conn);
    }

    private static boolean killed(FaultBegan fault) {
        return fault.target().startsWith("clients-");
    }

    /// One that says that something was sent: the first, so that the next is not the first.
    private static boolean dropHistory(Recording recording, Random random) {
        var files =
                recording.files.keySet().stream()
                        .filter(file -> file.startsWith("clients/"))
                        .filter(file ->
                                Place.all(recording, Sending.class).stream()
                                        .anyMatch(send ->
                                                send.file().equals(file)
                                                        && Facts.attempts(
                                                                        recording,
                                                                        send.event().user(),
                                                                        send.event().id())
                                                                == 1))
                        .toList();
        if (files.isEmpty()) return false;
        recording.files.remove(files.get(random.nextInt(files.size())));
        return true;
    }
}
