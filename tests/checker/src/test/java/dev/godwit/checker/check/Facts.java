package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Event.Connecting;
import dev.godwit.checker.history.Event.Dropping;
import dev.godwit.checker.history.Event.Live;
import dev.godwit.checker.history.Event.Message;
import dev.godwit.checker.history.Event.Sending;
import dev.godwit.checker.history.Found;

/// What can be told of a line from the others, for mutations that must not leave a run as good as
/// it was.
final class Facts {
    private Facts() {}

    /// The entry that came on that connection, or 0.
    static long pushed(Event event, long conn) {
        return switch (event) {
            case Message m when m.conn() == conn -> m.n();
            case Accepted a when a.conn() == conn && conn > 0 -> a.n();
            default -> 0;
        };
    }

    /// Whether what comes later on the connection only makes sense after that entry.
    static boolean missed(Place<?> place, long conn, long n) {
        return !first(place, conn)
                && place.followedBy(event ->
                        pushed(event, conn) > 0
                                || (event instanceof Live live && live.conn() == conn)
                                || (event instanceof Acking(var c, var to)
                                        && c == conn
                                        && to >= n));
    }

    /// Whether nothing was pushed on the connection before: it may have begun later then.
    private static boolean first(Place<?> place, long conn) {
        return !place.precededBy(event -> pushed(event, conn) > 0);
    }

    static String user(Place<?> place, long conn) {
        return connecting(place, conn).user();
    }

    static Connecting connecting(Place<?> place, long conn) {
        for (var timed : place.recording().files.getOrDefault(place.file(), java.util.List.of())) {
            if (timed.event() instanceof Connecting c && c.conn() == conn) return c;
        }
        throw new IllegalArgumentException("no connection " + conn + " in " + place.file());
    }

    /// A connection of somebody else in the same process, or one that never was.
    static long othersConnection(Place<?> place, long conn) {
        var user = user(place, conn);
        for (var timed : place.recording().files.getOrDefault(place.file(), java.util.List.of())) {
            if (timed.event() instanceof Connecting c && !c.user().equals(user)) return c.conn();
        }
        return 9999;
    }

    static long gathered(Recording recording) {
        return recording.evidence().getFirst().micros();
    }

    /// Whether the connection is in use when evidence is gathered.
    static boolean atRest(Place<?> place, long conn) {
        return Place.all(place.recording(), Dropping.class).stream()
                .anyMatch(drop ->
                        drop.file().equals(place.file())
                                && drop.event().conn() == conn
                                && drop.micros() > gathered(place.recording()));
    }

    static long attempts(Recording recording, String user, String id) {
        return Place.all(recording, Sending.class).stream()
                .filter(s -> s.event().user().equals(user) && s.event().id().equals(id))
                .count();
    }

    static boolean stored(Recording recording, String user, String id) {
        return recording.evidence().stream()
                .anyMatch(timed ->
                        timed.event() instanceof Found.Message row
                                && row.sender().equals(user)
                                && row.id().equals(id));
    }

    static String other(String text) {
        return text.equals("other") ? "another" : "other";
    }
}
