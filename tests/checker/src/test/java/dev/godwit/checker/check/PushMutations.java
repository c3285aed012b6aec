package dev.godwit.checker.check;

import static dev.godwit.checker.check.Mutation.alter;
import static dev.godwit.checker.check.Mutation.at;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Event.Live;
import dev.godwit.checker.history.Event.Message;
import dev.godwit.checker.history.Event.ReadBack;
import dev.godwit.checker.history.Event.Receipt;

import java.util.List;

/// Wrong stories of what devices were shown and acknowledged.
final class PushMutations {
    private PushMutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.delete("an entry is missing", Message.class, PushMutations::missed),
                at("an entry comes twice", Message.class, p -> true, p -> p.insertAfter(p.event())),
                at(
                        "two entries change places",
                        Message.class,
                        p -> next(p) != null,
                        PushMutations::swapWithNext),
                at(
                        "an entry goes to somebody else",
                        Message.class,
                        PushMutations::missed,
                        PushMutations::move),
                message(
                        "hash",
                        m ->
                                with(
                                        m, m.n(), m.id(), m.from(), m.to(), m.seq(), m.kind(), "00",
                                        m.shown())),
                message(
                        "kind",
                        m ->
                                with(
                                        m,
                                        m.n(),
                                        m.id(),
                                        m.from(),
                                        m.to(),
                                        m.seq(),
                                        Facts.other(m.kind()),
                                        m.hash(),
                                        m.shown())),
                message(
                        "id",
                        m ->
                                with(
                                        m,
                                        m.n(),
                                        Facts.other(m.id()),
                                        m.from(),
                                        m.to(),
                                        m.seq(),
                                        m.kind(),
                                        m.hash(),
                                        m.shown())),
                message(
                        "sender",
                        m ->
                                with(
                                        m, m.n(), m.id(), "eve", m.to(), m.seq(), m.kind(),
                                        m.hash(), m.shown())),
                message(
                        "recipient",
                        m ->
                                with(
                                        m, m.n(), m.id(), m.from(), "eve", m.seq(), m.kind(),
                                        m.hash(), m.shown())),
                message(
                        "seq",
                        m ->
                                with(
                                        m,
                                        m.n(),
                                        m.id(),
                                        m.from(),
                                        m.to(),
                                        m.seq() + 1,
                                        m.kind(),
                                        m.hash(),
                                        m.shown())),
                message(
                        "n",
                        m ->
                                with(
                                        m, m.n() + 1, m.id(), m.from(), m.to(), m.seq(), m.kind(),
                                        m.hash(), m.shown())),
                message(
                        "shown",
                        m ->
                                with(
                                        m,
                                        m.n(),
                                        m.id(),
                                        m.from(),
                                        m.to(),
                                        m.seq(),
                                        m.kind(),
                                        m.hash(),
                                        !m.shown())),
                alter("live further on", Live.class, live -> new Live(live.conn(), live.n() + 1)),
                at("live twice", Live.class, p -> true, p -> p.insertAfter(p.event())),
                Mutation.delete("never live", Live.class, p -> Facts.atRest(p, p.event().conn())),
                alter("an ack of more", Acking.class, a -> new Acking(a.conn(), a.n() + 1000)),
                Mutation.delete("an ack is missing", Acking.class, PushMutations::lastAck),
                alter("an ack on no connection", Acking.class, a -> new Acking(9999, a.n())),
                alter(
                        "a receipt for more",
                        Receipt.class,
                        r -> new Receipt(r.conn(), r.peer(), r.user(), r.delivered() + 1000)),
                alter(
                        "a receipt of somebody else",
                        Receipt.class,
                        r -> new Receipt(r.conn(), r.peer(), "eve", r.delivered())),
                alter(
                        "a receipt for strangers",
                        Receipt.class,
                        r -> new Receipt(r.conn(), "eve", "eve", r.delivered())),
                alter(
                        "nothing read back",
                        ReadBack.class,
                        r -> new ReadBack(r.user(), r.peer(), r.seq(), "", r.log())),
                alter(
                        "something else read back",
                        ReadBack.class,
                        r -> new ReadBack(r.user(), r.peer(), r.seq(), "00", r.log())),
                alter(
                        "read back elsewhere",
                        ReadBack.class,
                        r -> new ReadBack(r.user(), r.peer(), r.seq() + 1000, r.hash(), r.log())));
    }

    private static Mutation message(
            String field, java.util.function.Function<Message, Event> altered) {
        return alter("an entry with another " + field, Message.class, altered);
    }

    private static Message with(
            Message m,
            long n,
            String id,
            String from,
            String to,
            long seq,
            String kind,
            String hash,
            boolean shown) {
        return new Message(m.conn(), n, id, from, to, seq, kind, hash, shown);
    }

    private static boolean missed(Place<Message> place) {
        var message = place.event();
        return message.shown() && Facts.missed(place, message.conn(), message.n());
    }

    private static @org.jspecify.annotations.Nullable Place<Message> next(Place<Message> place) {
        return place.next(
                Place.all(place.recording(), Message.class),
                (one, other) -> one.event().conn() == other.event().conn());
    }

    private static void swapWithNext(Place<Message> place) {
        var next = next(place);
        if (next != null) place.swap(next);
    }

    private static void move(Place<Message> place) {
        var m = place.event();
        place.replace(
                new Message(
                        Facts.othersConnection(place, m.conn()),
                        m.n(),
                        m.id(),
                        m.from(),
                        m.to(),
                        m.seq(),
                        m.kind(),
                        m.hash(),
                        m.shown()));
    }

    /// Whether the cursor has only this to thank for where it is.
    private static boolean lastAck(Place<Acking> place) {
        var device = Facts.connecting(place, place.event().conn());
        var n = place.event().n();
        var others =
                Place.all(place.recording(), Acking.class).stream()
                        .filter(other -> !other.equals(place) && other.event().n() >= n)
                        .anyMatch(other ->
                                Facts.connecting(other, other.event().conn())
                                                .user()
                                                .equals(device.user())
                                        && Facts.connecting(other, other.event().conn())
                                                .device()
                                                .equals(device.device()));
        return !others && Cursor.of(place.recording(), device.user(), device.device()) >= n;
    }

    /// Where the tables say that a device is.
    private static final class Cursor {
        static long of(Recording recording, String user, String device) {
            for (var timed : recording.evidence()) {
                if (timed.event()
                                instanceof
                                dev.godwit.checker.history.Found.Cursor(var u, var d, var n, _)
                        && u.equals(user)
                        && d.equals(device)) {
                    return n;
                }
            }
            return -1;
        }
    }
}
