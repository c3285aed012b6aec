package dev.godwit.checker.check;

import static dev.godwit.checker.check.Mutation.alter;
import static dev.godwit.checker.check.Mutation.at;
import static dev.godwit.checker.check.Mutation.delete;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.GaveUp;
import dev.godwit.checker.history.Event.Refused;
import dev.godwit.checker.history.Event.Retry;
import dev.godwit.checker.history.Event.Sending;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Wrong stories of what was sent and how it was answered.
final class SendMutations {
    private SendMutations() {}

    static List<Mutation> all() {
        return List.of(
                delete("a send is missing", Sending.class, SendMutations::only),
                sending("hash", s -> with(s, s.conn(), s.id(), s.peer(), s.kind(), "00")),
                sending("kind", s -> with(s, s.conn(), s.id(), s.peer(), "other", s.hash())),
                sending("id", s -> with(s, s.conn(), "other", s.peer(), s.kind(), s.hash())),
                sending("peer", s -> with(s, s.conn(), s.id(), "eve", s.kind(), s.hash())),
                at(
                        "a send of somebody else",
                        Sending.class,
                        p -> p.event().conn() > 0,
                        p ->
                                p.replace(
                                        with(
                                                p.event(),
                                                Facts.othersConnection(p, p.event().conn()),
                                                p.event().id(),
                                                p.event().peer(),
                                                p.event().kind(),
                                                p.event().hash()))),
                at(
                        "two sends change places",
                        Sending.class,
                        p -> successor(p) != null,
                        SendMutations::swapWithSuccessor),
                at(
                        "accepted before it was sent",
                        Sending.class,
                        p -> only(p) && answer(p) != null,
                        SendMutations::swapWithAnswer),
                accepted("seq", a -> with(a, a.id(), a.peer(), a.seq() + 1, a.at(), a.n())),
                accepted("time", a -> with(a, a.id(), a.peer(), a.seq(), a.at() + 1, a.n())),
                accepted("n", a -> with(a, a.id(), a.peer(), a.seq(), a.at(), a.n() + 1000)),
                accepted("id", a -> with(a, "other", a.peer(), a.seq(), a.at(), a.n())),
                accepted("peer", a -> with(a, a.id(), "eve", a.seq(), a.at(), a.n())),
                alter(
                        "an entry of one's own shown otherwise",
                        Accepted.class,
                        p -> p.event().conn() > 0,
                        a -> with(a, a.conn(), a.duplicate(), !a.shown())),
                alter(
                        "a duplicate accepted as new",
                        Accepted.class,
                        SendMutations::plainDuplicate,
                        a -> with(a, a.conn(), false, a.shown())),
                at(
                        "accepted for somebody else",
                        Accepted.class,
                        p -> p.event().conn() > 0,
                        p ->
                                p.replace(
                                        with(
                                                p.event(),
                                                Facts.othersConnection(p, p.event().conn()),
                                                p.event().duplicate(),
                                                p.event().shown()))),
                at(
                        "accepted once more than sent",
                        Accepted.class,
                        SendMutations::exhausted,
                        p -> p.insertAfter(p.event())),
                at(
                        "never accepted",
                        Accepted.class,
                        p -> only(p.recording(), p.event().user(), p.event().id()),
                        SendMutations::deleteAnswers),
                alter(
                        "refused, and stored",
                        Refused.class,
                        r -> new Refused(r.conn(), r.user(), r.id(), "blocked")),
                alter(
                        "to be repeated for no reason",
                        Retry.class,
                        r -> new Retry(r.conn(), r.user(), r.id(), "boom", 1)),
                at(
                        "a conflict with itself",
                        Retry.class,
                        p -> p.event().conn() > 0 && sentOneThing(p),
                        p ->
                                p.replace(
                                        new Refused(
                                                p.event().conn(),
                                                p.event().user(),
                                                p.event().id(),
                                                "conflict"))),
                alter(
                        "to repeat what was never sent",
                        Retry.class,
                        r -> new Retry(r.conn(), r.user(), "other", r.code(), 1)),
                at(
                        "given up",
                        Sending.class,
                        p -> true,
                        p -> p.insertAfter(new GaveUp(p.event().user(), p.event().id()))));
    }

    private static Mutation sending(String field, Function<Sending, Event> altered) {
        return alter("a send with another " + field, Sending.class, SendMutations::only, altered);
    }

    private static Mutation accepted(String field, Function<Accepted, Event> altered) {
        return alter("accepted with another " + field, Accepted.class, altered);
    }

    private static Sending with(
            Sending s, long conn, String id, String peer, String kind, String hash) {
        return new Sending(conn, s.user(), id, peer, kind, hash, s.bytes());
    }

    private static Accepted with(Accepted a, String id, String peer, long seq, long at, long n) {
        return new Accepted(
                a.conn(), a.user(), id, peer, seq, at, a.duplicate(), n, a.shown(), a.log());
    }

    private static Accepted with(Accepted a, long conn, boolean duplicate, boolean shown) {
        return new Accepted(
                conn, a.user(), a.id(), a.peer(), a.seq(), a.at(), duplicate, a.n(), shown,
                a.log());
    }

    private static boolean only(Place<Sending> place) {
        return only(place.recording(), place.event().user(), place.event().id());
    }

    private static boolean only(Recording recording, String user, String id) {
        return Facts.attempts(recording, user, id) == 1 && Facts.stored(recording, user, id);
    }

    private static boolean sentOneThing(Place<Retry> place) {
        return Place.all(place.recording(), Sending.class).stream()
                        .filter(s -> s.event().user().equals(place.event().user()))
                        .filter(s -> s.event().id().equals(place.event().id()))
                        .map(s -> s.event().hash())
                        .distinct()
                        .count()
                == 1;
    }

    /// The first send after this one on the same connection to the same person, where both were
    /// accepted there at their only attempt.
    private static @Nullable Place<Sending> successor(Place<Sending> place) {
        if (place.event().conn() == 0 || !only(place) || answer(place) == null) return null;
        return place.next(
                Place.all(place.recording(), Sending.class),
                (one, other) ->
                        one.event().conn() == other.event().conn()
                                && one.event().peer().equals(other.event().peer())
                                && only(other)
                                && answer(other) != null);
    }

    private static void swapWithSuccessor(Place<Sending> place) {
        var successor = successor(place);
        if (successor != null) place.swap(successor);
    }

    /// Where the send was accepted on its connection for the first time.
    private static @Nullable Place<Accepted> answer(Place<Sending> place) {
        for (var answer : Place.all(place.recording(), Accepted.class)) {
            if (!answer.event().user().equals(place.event().user())) continue;
            if (!answer.event().id().equals(place.event().id())) continue;
            var here =
                    answer.file().equals(place.file())
                            && answer.event().conn() == place.event().conn();
            return here ? answer : null;
        }
        return null;
    }

    private static void swapWithAnswer(Place<Sending> place) {
        var answer = answer(place);
        if (answer != null) place.swap(answer);
    }

    private static boolean of(Event event, long conn, String user, String id) {
        return switch (event) {
            case Sending s -> s.conn() == conn && s.user().equals(user) && s.id().equals(id);
            case Accepted a -> a.conn() == conn && a.user().equals(user) && a.id().equals(id);
            case Refused r -> r.conn() == conn && r.user().equals(user) && r.id().equals(id);
            case Retry r -> r.conn() == conn && r.user().equals(user) && r.id().equals(id);
            default -> false;
        };
    }

    /// Whether each attempt on the connection has had its direct answer, of which this is the last.
    private static boolean exhausted(Place<Accepted> place) {
        var a = place.event();
        if (a.conn() == 0 || (a.n() > 0 && !a.duplicate())) return false;
        var attempts = place.inFile(e -> e instanceof Sending && of(e, a.conn(), a.user(), a.id()));
        var answers =
                place.inFile(e ->
                        !(e instanceof Sending)
                                && of(e, a.conn(), a.user(), a.id())
                                && !(e instanceof Accepted other
                                        && other.n() > 0
                                        && !other.duplicate()));
        return attempts == answers && !place.followedBy(e -> of(e, a.conn(), a.user(), a.id()));
    }

    /// Whether the answer is to the connection's only attempt, made when the message had been
    /// accepted already.
    private static boolean plainDuplicate(Place<Accepted> place) {
        var a = place.event();
        if (!a.duplicate() || a.n() != 0 || a.conn() == 0) return false;
        if (place.inFile(e -> e instanceof Sending && of(e, a.conn(), a.user(), a.id())) != 1) {
            return false;
        }
        var sent =
                Place.all(place.recording(), Sending.class).stream()
                        .filter(s -> s.file().equals(place.file()))
                        .filter(s -> of(s.event(), a.conn(), a.user(), a.id()))
                        .mapToLong(Place::micros)
                        .findFirst()
                        .orElse(0);
        return Place.all(place.recording(), Accepted.class).stream()
                .filter(other -> other.event().user().equals(a.user()))
                .filter(other -> other.event().id().equals(a.id()))
                .anyMatch(other -> other.micros() < sent);
    }

    private static void deleteAnswers(Place<Accepted> place) {
        var user = place.event().user();
        var id = place.event().id();
        place.recording()
                .files
                .values()
                .forEach(events ->
                        events.removeIf(timed ->
                                timed.event() instanceof Accepted a
                                        && a.user().equals(user)
                                        && a.id().equals(id)));
    }
}
