package dev.godwit.checker.check;

import static dev.godwit.checker.check.Mutation.alter;
import static dev.godwit.checker.check.Mutation.delete;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.Message;
import dev.godwit.checker.history.Event.Welcomed;
import dev.godwit.checker.history.Found;

import java.util.List;

/// Generations that are mixed, in runs whose database was replaced: the old one is `a`, the new one
/// `b`.
final class GenerationMutations {
    private GenerationMutations() {}

    static List<Mutation> all() {
        return List.of(
                alter(
                        "an ended generation is entered",
                        Welcomed.class,
                        p -> p.event().log().equals("b") && beganInB(p),
                        w -> new Welcomed(w.conn(), w.session(), "a")),
                alter(
                        "a generation is entered before it begins",
                        Welcomed.class,
                        p -> p.event().log().equals("a") && beforeAnother(p),
                        w -> new Welcomed(w.conn(), w.session(), "b")),
                alter(
                        "the tables are of the old generation",
                        Found.Generation.class,
                        found -> new Found.Generation("a")),
                alter(
                        "a send is accepted over HTTP in an ended generation",
                        Accepted.class,
                        p -> p.event().log().equals("b") && sentInB(p),
                        a ->
                                new Accepted(
                                        a.conn(),
                                        a.user(),
                                        a.id(),
                                        a.peer(),
                                        a.seq(),
                                        a.at(),
                                        a.duplicate(),
                                        a.n(),
                                        a.shown(),
                                        "a")),
                delete(
                        "an entry of the new generation is passed over",
                        Message.class,
                        p -> p.event().shown() && isFirstInB(p)),
                alter(
                        "an entry of the old generation is shown in the new one",
                        Message.class,
                        p -> log(p, p.event().conn()).equals("b"),
                        m ->
                                new Message(
                                        m.conn(),
                                        m.n(),
                                        m.id(),
                                        m.from(),
                                        m.to(),
                                        m.seq() + 1,
                                        m.kind(),
                                        m.hash(),
                                        m.shown())));
    }

    private static String log(Place<?> place, long conn) {
        for (var timed : place.recording().files.getOrDefault(place.file(), List.of())) {
            if (timed.event() instanceof Welcomed w && w.conn() == conn) return w.log();
        }
        return "";
    }

    private static long firstInB(Place<?> place) {
        return Place.all(place.recording(), Welcomed.class).stream()
                .filter(other -> other.event().log().equals("b"))
                .mapToLong(Place::micros)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// Whether the connection began after somebody knew the new generation.
    private static boolean beganInB(Place<Welcomed> place) {
        return Place.all(place.recording(), Event.Connecting.class).stream()
                .filter(c -> c.file().equals(place.file()))
                .filter(c -> c.event().conn() == place.event().conn())
                .anyMatch(c -> c.micros() > firstInB(place));
    }

    /// Whether a later connection began in the old generation.
    private static boolean beforeAnother(Place<Welcomed> place) {
        return Place.all(place.recording(), Welcomed.class).stream()
                .filter(other -> other.event().log().equals("a"))
                .filter(other -> other.file().equals(place.file()))
                .anyMatch(other -> other.index() > place.index() + 2);
    }

    private static boolean sentInB(Place<Accepted> place) {
        var a = place.event();
        return Place.all(place.recording(), Event.Sending.class).stream()
                .filter(s -> s.event().conn() == 0 && s.file().equals(place.file()))
                .filter(s -> s.event().user().equals(a.user()) && s.event().id().equals(a.id()))
                .filter(s -> s.index() < place.index())
                .allMatch(s -> s.micros() > firstInB(place));
    }

    /// Whether the device is shown nothing before it in the new generation, never saw it in the old
    /// one, and is shown more.
    private static boolean isFirstInB(Place<Message> place) {
        var conn = place.event().conn();
        if (!log(place, conn).equals("b")) return false;
        var device = Facts.connecting(place, conn);
        return wasLiveBeforeTheCopy(place, device)
                && place.followedBy(event -> Facts.pushed(event, conn) > 0)
                && Place.all(place.recording(), Welcomed.class).stream()
                        .filter(w -> w.event().log().equals("b"))
                        .filter(w -> w.file().equals(place.file()))
                        .filter(w -> isOf(w, device))
                        .findFirst()
                        .filter(w -> w.event().conn() == conn)
                        .isPresent()
                && !place.precededBy(event -> Facts.pushed(event, conn) > 0)
                && Place.all(place.recording(), Message.class).stream()
                                .filter(m -> m.event().id().equals(place.event().id()))
                                .filter(m -> m.event().from().equals(place.event().from()))
                                .map(m -> Facts.connecting(m, m.event().conn()))
                                .filter(c -> c.user().equals(device.user()))
                                .filter(c -> c.device().equals(device.device()))
                                .count()
                        == 1;
    }

    /// Then the copy knows the device, and where it was.
    private static boolean wasLiveBeforeTheCopy(Place<?> place, Event.Connecting device) {
        var copied =
                Place.all(place.recording(), Event.FaultBegan.class).stream()
                        .filter(fault -> fault.event().kind().equals("restore"))
                        .mapToLong(Place::micros)
                        .findFirst()
                        .orElse(0);
        return Place.all(place.recording(), Event.Live.class).stream()
                .filter(live -> live.micros() < copied && live.file().equals(place.file()))
                .map(live -> Facts.connecting(live, live.event().conn()))
                .anyMatch(
                        c -> c.user().equals(device.user()) && c.device().equals(device.device()));
    }

    private static boolean isOf(Place<Welcomed> place, Event.Connecting device) {
        var other = Facts.connecting(place, place.event().conn());
        return other.user().equals(device.user()) && other.device().equals(device.device());
    }
}
