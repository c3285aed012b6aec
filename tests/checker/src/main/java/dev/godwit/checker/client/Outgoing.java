package dev.godwit.checker.client;

import dev.godwit.checker.client.Pending.Letter;
import dev.godwit.checker.client.Pending.Purpose;
import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.wire.ClientFrames;
import dev.godwit.checker.wire.HttpApi.Posted;
import dev.godwit.checker.wire.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// What one device says: it makes messages, sends them until each has ended, and repeats some of
/// them on purpose. Owned by its device.
final class Outgoing {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);
    private static final long HTTP_RETRY_MS = 1_000;

    private final Stage stage;
    private final String user;
    private final String device;
    private final Turn turn;
    private final Courier courier;
    private final RandomGenerator random;
    private final Outbox outbox = new Outbox(PATIENCE);
    private final Map<String, Letter> accepted = new LinkedHashMap<>();
    private long made;
    private int readBacks;

    Outgoing(
            Stage stage,
            String user,
            String device,
            Turn turn,
            Courier courier,
            RandomGenerator random,
            Past past) {
        this.stage = stage;
        this.user = user;
        this.device = device;
        this.turn = turn;
        this.courier = courier;
        this.random = random;
        for (var letter : past.open()) outbox.add(letter, false, 1);
        for (var letter : past.accepted()) accepted.put(letter.id(), letter);
    }

    int pending() {
        return outbox.size();
    }

    /// Nothing is under way, and nothing is being looked up.
    boolean idle() {
        return outbox.size() == 0 && readBacks == 0;
    }

    long nextTurn(long now, boolean connected) {
        return outbox.nextTurn(now, connected);
    }

    /// Makes new messages, as many as there is room for.
    void say(Note.Say say, int room) {
        for (var i = 0; i < Math.min(say.messages(), room - outbox.size()); i++) {
            var id = new MessageId(stage.incarnation, device, ++made).text();
            var kind = random.nextInt(10) == 0 ? "note" : "text";
            outbox.add(new Letter(id, say.peer(), kind, bytes(), 0, Purpose.FIRST), say.http(), 0);
        }
    }

    /// Sends what is due: on the connection where there is one, and by `POST`.
    void flush(@Nullable Session session, long now) {
        outbox.giveUpWaiting(now);
        if (session != null) {
            for (var pending : outbox.due(false, now)) {
                var letter = pending.letter();
                var body = sending(pending, session.conn(), now);
                turn.say(
                        session.link(),
                        ClientFrames.send(letter.id(), letter.peer(), letter.kind(), body));
            }
        }
        for (var pending : outbox.due(true, now)) {
            var body = sending(pending, Pending.BY_HTTP, now);
            var service = stage.anyService(random);
            turn.then(() -> courier.post(service, pending.letter(), body));
        }
    }

    private String sending(Pending pending, long conn, long now) {
        var letter = pending.letter();
        var body = stage.bodies.body(user, letter.id(), letter.variant(), letter.bytes());
        var hash = BodyHash.of(body.getBytes(StandardCharsets.UTF_8));
        turn.record(
                new Event.Sending(
                        conn,
                        user,
                        letter.id(),
                        letter.peer(),
                        letter.kind(),
                        hash,
                        letter.bytes()));
        if (pending.attempts() == 0 && letter.purpose() == Purpose.FIRST) {
            stage.tally.sent.increment();
            if (stage.isHere(letter.peer())) stage.tally.sentHere(user, letter.id());
        } else if (pending.attempts() > 0) {
            stage.tally.retries.increment();
        }
        pending.sent(conn, now);
        return body;
    }

    /// Another generation of the log has begun: what was accepted may be there no longer.
    void restored() {
        outbox.restored(accepted.values());
    }

    /// The connection is gone.
    void lost(long conn) {
        outbox.lost(conn);
    }

    /// An `accepted` frame: the answer to a send, an entry of the user's own log, or both.
    void accepted(Session session, ServerFrame.Accepted accepted, long now) {
        outbox.get(accepted.id())
                .filter(pending -> !probedByHttp(pending))
                .ifPresent(pending -> {
                    if (!pending.letter().purpose().probes()) {
                        var clean = pending.attempts() == 1 && accepted.n() == 0;
                        ended(pending, accepted, session.log(), clean, now);
                    } else if (accepted.duplicate() || accepted.n() == 0) {
                        answered(session.conn(), pending, accepted);
                    }
                });
    }

    /// A final refusal.
    void refused(long conn, String id, String code) {
        turn.record(new Event.Refused(conn, user, id, code));
        outbox.get(id)
                .filter(pending -> conn == Pending.BY_HTTP || !probedByHttp(pending))
                .ifPresent(pending -> refused(conn, pending, code));
    }

    private void refused(long conn, Pending pending, String code) {
        outbox.ended(pending.letter().id());
        stage.tally.refused.increment();
        var expected = code.equals("conflict") && mayConflict(pending.letter().purpose());
        if (!expected) breach(conn, "%s refused as %s".formatted(pending.letter().id(), code));
    }

    private static boolean mayConflict(Purpose purpose) {
        return purpose == Purpose.CONFLICT || purpose == Purpose.AFTER_RESTORE;
    }

    void notNow(long conn, ServerFrame.NotNow answer, long now) {
        turn.record(new Event.Retry(conn, user, answer.id(), answer.code(), answer.retryInMs()));
        outbox.get(answer.id())
                .filter(pending -> pending.on() == conn)
                .ifPresent(_ -> outbox.notNow(answer.id(), later(answer.retryInMs(), now), false));
    }

    void posted(String id, Posted answer, long now) {
        switch (answer) {
            case Posted.Stored(var accepted, var log) -> {
                recordPosted(accepted, log);
                outbox.get(id).ifPresent(pending -> stored(pending, accepted, log, now));
            }
            case Posted.Refused(var code) -> refused(Pending.BY_HTTP, id, code);
            case Posted.Unknown(var code) -> {
                turn.record(new Event.Retry(Pending.BY_HTTP, user, id, code, HTTP_RETRY_MS));
                outbox.get(id).ifPresent(pending -> postAgain(pending, now));
            }
        }
    }

    /// It was accepted in a generation that has ended since.
    void postedBefore(ServerFrame.Accepted accepted, String log, long now) {
        recordPosted(accepted, log);
        outbox.get(accepted.id()).ifPresent(pending -> postAgain(pending, now));
    }

    void postBroke(String id, String what, long now) {
        breach(Pending.BY_HTTP, what);
        outbox.get(id).ifPresent(pending -> postAgain(pending, now));
    }

    void readBack(Note.ReadBack found) {
        readBacks--;
        stage.readBacks.release();
        turn.record(new Event.ReadBack(user, found.peer(), found.seq(), found.hash(), found.log()));
    }

    void notReadBack() {
        readBacks--;
        stage.readBacks.release();
    }

    /// The time is over in which everything should have ended.
    void giveUp() {
        for (var id : outbox.abandon()) {
            turn.record(new Event.GaveUp(user, id));
            stage.tally.failed.increment();
        }
    }

    void breach(long conn, String what) {
        turn.record(new Event.Violation(conn, what));
        stage.tally.violations.increment();
    }

    private void recordPosted(ServerFrame.Accepted a, String log) {
        turn.record(
                new Event.Accepted(
                        Pending.BY_HTTP,
                        user,
                        a.id(),
                        a.peer(),
                        a.seq(),
                        a.at(),
                        a.duplicate(),
                        a.n(),
                        false,
                        log));
    }

    private void stored(Pending pending, ServerFrame.Accepted accepted, String log, long now) {
        if (!pending.letter().purpose().probes()) ended(pending, accepted, log, true, now);
        else answered(Pending.BY_HTTP, pending, accepted);
    }

    /// Sometimes by the other way: two ways must lead to one message.
    private void postAgain(Pending pending, long now) {
        var probe = pending.letter().purpose().probes();
        var byHttp = probe || random.nextInt(4) > 0;
        outbox.notNow(pending.letter().id(), later(HTTP_RETRY_MS, now), byHttp);
    }

    /// A message that was accepted before is asked for over HTTP, and other answers to its id may
    /// still come on a connection.
    private static boolean probedByHttp(Pending pending) {
        return pending.letter().purpose().probes()
                && (pending.on() == Pending.BY_HTTP || pending.http());
    }

    /// `clean`: no other answer for its id can come without `n`.
    private void ended(
            Pending pending, ServerFrame.Accepted answer, String log, boolean clean, long now) {
        var letter = pending.letter();
        var byHttp = pending.on() == Pending.BY_HTTP;
        outbox.ended(letter.id());
        accepted.putIfAbsent(letter.id(), letter);
        if (letter.purpose() == Purpose.FIRST) stage.tally.accepted(pending, now);
        if (!answer.peer().equals(letter.peer())) {
            breach(pending.on(), "%s accepted for %s".formatted(letter, answer.peer()));
        }
        if (stage.quiescing()) return;
        lookUp(answer, log);
        probe(letter, byHttp || !clean);
    }

    private void lookUp(ServerFrame.Accepted found, String log) {
        if (random.nextDouble() >= stage.workload.traffic().readBacks()) return;
        if (!stage.readBacks.tryAcquire()) return;
        readBacks++;
        var service = stage.anyService(random);
        turn.then(() -> courier.readBack(service, found.peer(), found.seq(), log));
    }

    private void probe(Letter letter, boolean http) {
        var traffic = stage.workload.traffic();
        var dice = random.nextDouble();
        var conflict = dice < traffic.conflicts();
        if (!conflict && dice >= traffic.conflicts() + traffic.repeats()) return;
        var again =
                new Letter(
                        letter.id(),
                        letter.peer(),
                        letter.kind(),
                        letter.bytes(),
                        conflict ? 1 : 0,
                        conflict ? Purpose.CONFLICT : Purpose.REPEAT);
        outbox.add(again, http, 0);
    }

    /// The answer to a message that had been accepted before.
    private void answered(long conn, Pending pending, ServerFrame.Accepted accepted) {
        var letter = pending.letter();
        outbox.ended(letter.id());
        if (letter.purpose() == Purpose.CONFLICT) {
            breach(conn, letter.id() + " accepted with another body");
        } else if (!accepted.duplicate()) {
            breach(conn, letter.id() + " accepted again as if it were new");
        }
    }

    private int bytes() {
        var traffic = stage.workload.traffic();
        var ratio = (double) traffic.maxBytes() / traffic.minBytes();
        return (int)
                Math.round(traffic.minBytes() * Math.pow(ratio, Math.pow(random.nextDouble(), 2)));
    }

    /// Not all at the same moment.
    private long later(long retryInMs, long now) {
        var millis = retryInMs + random.nextLong(retryInMs / 2 + 100);
        return now + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
