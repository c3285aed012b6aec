package dev.godwit.checker.check;

import static dev.godwit.checker.check.Mutation.alter;
import static dev.godwit.checker.check.Mutation.at;
import static dev.godwit.checker.check.Mutation.delete;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Acking;
import dev.godwit.checker.history.Found;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Wrong tables, and wrong presence.
final class EvidenceMutations {
    private EvidenceMutations() {}

    static List<Mutation> all() {
        return List.of(
                delete("a row is missing", Found.Message.class, p -> true),
                at(
                        "a row is there twice",
                        Found.Message.class,
                        p -> true,
                        p -> p.insertAfter(p.event())),
                at(
                        "a message has two rows",
                        Found.Message.class,
                        p -> true,
                        EvidenceMutations::addTwin),
                at(
                        "a row that nobody sent",
                        Found.Message.class,
                        p -> true,
                        EvidenceMutations::addStranger),
                at(
                        "two rows change numbers",
                        Found.Message.class,
                        p -> neighbour(p) != null,
                        EvidenceMutations::swapSeqs),
                row(
                        "seq",
                        r ->
                                with(
                                        r,
                                        r.seq() + 1,
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN(),
                                        r.sender(),
                                        r.recipient(),
                                        r.id(),
                                        r.kind(),
                                        r.hash())),
                row(
                        "time",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at() + 1,
                                        r.senderN(),
                                        r.recipientN(),
                                        r.sender(),
                                        r.recipient(),
                                        r.id(),
                                        r.kind(),
                                        r.hash())),
                row(
                        "sender's n",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN() + 1,
                                        r.recipientN(),
                                        r.sender(),
                                        r.recipient(),
                                        r.id(),
                                        r.kind(),
                                        r.hash())),
                row(
                        "recipient's n",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN() + 1,
                                        r.sender(),
                                        r.recipient(),
                                        r.id(),
                                        r.kind(),
                                        r.hash())),
                row(
                        "sender",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN(),
                                        "eve",
                                        r.recipient(),
                                        r.id(),
                                        r.kind(),
                                        r.hash())),
                row(
                        "recipient",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN(),
                                        r.sender(),
                                        "eve",
                                        r.id(),
                                        r.kind(),
                                        r.hash())),
                row(
                        "id",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN(),
                                        r.sender(),
                                        r.recipient(),
                                        "other",
                                        r.kind(),
                                        r.hash())),
                row(
                        "kind",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN(),
                                        r.sender(),
                                        r.recipient(),
                                        r.id(),
                                        "other",
                                        r.hash())),
                row(
                        "hash",
                        r ->
                                with(
                                        r,
                                        r.seq(),
                                        r.at(),
                                        r.senderN(),
                                        r.recipientN(),
                                        r.sender(),
                                        r.recipient(),
                                        r.id(),
                                        r.kind(),
                                        "00")),
                delete("a conversation is missing", Found.Conversation.class, p -> true),
                alter(
                        "a conversation is longer",
                        Found.Conversation.class,
                        c ->
                                new Found.Conversation(
                                        c.conversation(), c.low(), c.high(), c.lastSeq() + 1)),
                alter(
                        "a conversation is shorter",
                        Found.Conversation.class,
                        c ->
                                new Found.Conversation(
                                        c.conversation(), c.low(), c.high(), c.lastSeq() - 1)),
                alter(
                        "a conversation of others",
                        Found.Conversation.class,
                        c -> new Found.Conversation(c.conversation(), c.low(), "eve", c.lastSeq())),
                delete("a log's head is missing", Found.Head.class, p -> p.event().head() > 0),
                alter(
                        "a log's head is further",
                        Found.Head.class,
                        h -> new Found.Head(h.user(), h.head() + 1, 0)),
                alter(
                        "a log's head is behind",
                        Found.Head.class,
                        h -> new Found.Head(h.user(), h.head() - 1, 0)),
                delete("an entry is forgotten", Found.Entry.class, EvidenceMutations::due),
                at(
                        "an entry is kept twice",
                        Found.Entry.class,
                        p -> true,
                        p -> p.insertAfter(p.event())),
                alter(
                        "an entry of another message",
                        Found.Entry.class,
                        e ->
                                new Found.Entry(
                                        e.user(),
                                        e.n(),
                                        e.conversation(),
                                        e.seq() + 1,
                                        e.own(),
                                        e.origin())),
                alter(
                        "an entry at another n",
                        Found.Entry.class,
                        e ->
                                new Found.Entry(
                                        e.user(),
                                        e.n() + 1,
                                        e.conversation(),
                                        e.seq(),
                                        e.own(),
                                        e.origin())),
                alter(
                        "an entry of a stranger",
                        Found.Entry.class,
                        e ->
                                new Found.Entry(
                                        e.user(),
                                        e.n(),
                                        e.conversation(),
                                        e.seq(),
                                        !e.own(),
                                        e.origin())),
                alter(
                        "an entry from nowhere",
                        Found.Entry.class,
                        e ->
                                new Found.Entry(
                                        e.user(),
                                        e.n(),
                                        e.conversation(),
                                        e.seq(),
                                        e.own(),
                                        "ghost")),
                alter(
                        "a cursor beyond the acks",
                        Found.Cursor.class,
                        c -> new Found.Cursor(c.user(), c.device(), c.cursor() + 1, c.epoch())),
                alter(
                        "a cursor behind the acks",
                        Found.Cursor.class,
                        EvidenceMutations::settled,
                        c -> new Found.Cursor(c.user(), c.device(), c.cursor() - 1, c.epoch())),
                delete("a cursor is missing", Found.Cursor.class, p -> true),
                at(
                        "a cursor of nobody",
                        Found.Cursor.class,
                        p -> true,
                        p -> p.insertAfter(new Found.Cursor(p.event().user(), "ghost", 0, 1))),
                delete("a mark is missing", Found.Mark.class, p -> true),
                alter(
                        "a mark is further",
                        Found.Mark.class,
                        m -> new Found.Mark(m.conversation(), m.user(), m.delivered() + 1)),
                alter(
                        "a mark is behind",
                        Found.Mark.class,
                        m -> new Found.Mark(m.conversation(), m.user(), m.delivered() - 1)),
                alter(
                        "a mark of a stranger",
                        Found.Mark.class,
                        m -> new Found.Mark(m.conversation(), "eve", m.delivered())),
                delete("somebody is not present", Found.Route.class, p -> true),
                alter(
                        "a route to another connection",
                        Found.Route.class,
                        r ->
                                new Found.Route(
                                        r.user(),
                                        r.device(),
                                        r.slot(),
                                        r.boot(),
                                        "other",
                                        r.epoch())),
                alter(
                        "a route to another boot",
                        Found.Route.class,
                        r ->
                                new Found.Route(
                                        r.user(),
                                        r.device(),
                                        r.slot(),
                                        "other",
                                        r.session(),
                                        r.epoch())),
                alter(
                        "a route to another slot",
                        Found.Route.class,
                        r ->
                                new Found.Route(
                                        r.user(),
                                        r.device(),
                                        r.slot() + 1,
                                        r.boot(),
                                        r.session(),
                                        r.epoch())),
                alter(
                        "a route of another device",
                        Found.Route.class,
                        r ->
                                new Found.Route(
                                        r.user(),
                                        "ghost",
                                        r.slot(),
                                        r.boot(),
                                        r.session(),
                                        r.epoch())),
                at(
                        "a route of nobody",
                        Found.PresenceBegan.class,
                        p -> true,
                        p -> p.insertAfter(new Found.Route("eve", "phone", 3, "boot", "s", 1))),
                delete(
                        "a slot is missing",
                        Found.Slot.class,
                        p -> !Place.all(p.recording(), Found.Route.class).isEmpty()),
                delete("presence was never read", Found.PresenceBegan.class, p -> true),
                delete("presence was not read to the end", Found.PresenceEnded.class, p -> true));
    }

    private static Mutation row(String field, Function<Found.Message, Event> altered) {
        return alter("a row with another " + field, Found.Message.class, altered);
    }

    private static Found.Message with(
            Found.Message r,
            long seq,
            long at,
            long senderN,
            long recipientN,
            String sender,
            String recipient,
            String id,
            String kind,
            String hash) {
        return new Found.Message(
                r.conversation(), seq, at, senderN, recipientN, sender, recipient, id, kind, hash);
    }

    private static void addTwin(Place<Found.Message> place) {
        append(place, place.event().id());
    }

    private static void addStranger(Place<Found.Message> place) {
        append(place, "other");
    }

    /// One more row, with all numbers and other tables as they should be with it.
    private static void append(Place<Found.Message> place, String id) {
        var r = place.event();
        var events = place.recording().files.getOrDefault(Recording.EVIDENCE, List.of());
        var seq = 0L;
        var n = 0L;
        for (var i = 0; i < events.size(); i++) {
            var timed = events.get(i);
            if (timed.event() instanceof Found.Conversation c
                    && c.conversation().equals(r.conversation())) {
                seq = c.lastSeq() + 1;
                events.set(
                        i,
                        new Timed(
                                timed.micros(),
                                new Found.Conversation(c.conversation(), c.low(), c.high(), seq)));
            } else if (timed.event() instanceof Found.Head h && h.user().equals(r.recipient())) {
                n = h.head() + 1;
                events.set(i, new Timed(timed.micros(), new Found.Head(h.user(), n, h.floor())));
                events.add(
                        i + 1,
                        new Timed(
                                timed.micros(),
                                new Found.Entry(
                                        h.user(),
                                        n,
                                        r.conversation(),
                                        seq,
                                        r.sender().equals(h.user()),
                                        "")));
            }
        }
        var senderN = r.sender().equals(r.recipient()) ? n : 0;
        place.insertAfter(
                with(
                        r,
                        seq,
                        r.at(),
                        senderN,
                        n,
                        r.sender(),
                        r.recipient(),
                        id,
                        r.kind(),
                        r.hash()));
    }

    private static @Nullable Place<Found.Message> neighbour(Place<Found.Message> place) {
        return place.next(
                Place.all(place.recording(), Found.Message.class),
                (one, other) -> one.event().conversation().equals(other.event().conversation()));
    }

    private static void swapSeqs(Place<Found.Message> place) {
        var other = neighbour(place);
        if (other == null) return;
        var one = place.event();
        var two = other.event();
        place.replace(
                with(
                        one,
                        two.seq(),
                        one.at(),
                        one.senderN(),
                        one.recipientN(),
                        one.sender(),
                        one.recipient(),
                        one.id(),
                        one.kind(),
                        one.hash()));
        other.replace(
                with(
                        two,
                        one.seq(),
                        two.at(),
                        two.senderN(),
                        two.recipientN(),
                        two.sender(),
                        two.recipient(),
                        two.id(),
                        two.kind(),
                        two.hash()));
    }

    /// Whether a device of the user has not acknowledged it.
    static boolean due(Place<Found.Entry> place) {
        return Place.all(place.recording(), Found.Cursor.class).stream()
                .filter(cursor -> cursor.event().user().equals(place.event().user()))
                .anyMatch(cursor -> cursor.event().cursor() < place.event().n());
    }

    /// Whether the device's acknowledgement came on a connection that is in use to the end.
    private static boolean settled(Place<Found.Cursor> place) {
        var cursor = place.event();
        return Place.all(place.recording(), Acking.class).stream()
                .filter(ack -> ack.event().n() == cursor.cursor())
                .filter(ack -> Facts.atRest(ack, ack.event().conn()))
                .map(ack -> Facts.connecting(ack, ack.event().conn()))
                .anyMatch(
                        c -> c.user().equals(cursor.user()) && c.device().equals(cursor.device()));
    }
}
