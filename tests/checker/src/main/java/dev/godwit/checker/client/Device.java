package dev.godwit.checker.client;

import dev.godwit.checker.client.Alarms.Alarm;
import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.wire.HttpApi.Posted;
import dev.godwit.checker.wire.ServerFrame;
import dev.godwit.checker.workload.Person;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One judged device: a virtual thread that takes what came out of its mailbox, writes down what it
/// will do, and does it. Only [#tell], [#insist] and [#status] are for other threads.
final class Device implements Runnable {
    private static final int MAILBOX = 8_192;
    private static final int NOTES_PER_TURN = 128;

    private final Stage stage;
    private final String user;
    private final BlockingQueue<Note> mailbox = new LinkedBlockingQueue<>(MAILBOX);
    private final Turn turn;
    private final Alarms alarms = new Alarms();
    private final Outgoing outgoing;
    private final Connections connections;
    private volatile Status status = new Status(0, false, false, false);
    private final Generations generations;
    private long lastN;
    private boolean finishing;

    /// How it is doing, for those who count.
    record Status(int pending, boolean connected, boolean live, boolean quiet) {}

    /// It connects for the first time within `spread` nanoseconds.
    Device(Stage stage, String user, Person.Device traits, Past past, long seed, long spread) {
        var random = new SplittableRandom(seed);
        this.stage = stage;
        this.user = user;
        this.turn = new Turn(stage.history);
        var courier = new Courier(stage, user, mailbox);
        this.outgoing =
                new Outgoing(stage, user, traits.name(), turn, courier, random.split(), past);
        this.connections =
                new Connections(stage, user, traits, turn, alarms, mailbox, random.split());
        this.generations = new Generations(past.logs());
        this.lastN = past.lastN();
        alarms.set(Alarm.CONNECT, System.nanoTime() + random.nextLong(spread + 1));
    }

    /// Never blocks: a device that has too much to do already is told nothing more, which `false`
    /// says.
    boolean tell(Note note) {
        return mailbox.offer(note);
    }

    /// Waits until the device has room for it.
    void insist(Note note) {
        try {
            mailbox.put(note);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Status status() {
        return status;
    }

    @Override
    public void run() {
        try {
            while (!finishing || !connections.none()) {
                var wait = next() - System.nanoTime();
                var note = mailbox.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                for (var i = 0; note != null && i < NOTES_PER_TURN; i++) {
                    take(note, System.nanoTime());
                    note = mailbox.poll();
                }
                if (note != null) take(note, System.nanoTime());
                act(System.nanoTime());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a device", e);
        }
    }

    private long next() {
        return Math.min(alarms.next(), finishing ? Long.MAX_VALUE : nextSend());
    }

    /// While nothing can be sent on a connection, its next event is what is waited for.
    private long nextSend() {
        return outgoing.nextTurn(System.nanoTime(), connections.usable() != null);
    }

    private void take(Note note, long now) {
        switch (note) {
            case Note.Heard(var link, var frame) -> {
                var session = connections.of(link);
                if (session != null) heard(session, frame, now);
            }
            case Note.Pinged(var link, var payload) -> {
                var session = connections.of(link);
                if (session != null && !session.closing()) turn.then(() -> link.pong(payload));
            }
            case Note.Broke(var link, var what) -> outgoing.breach(link.conn(), what);
            case Note.Ended(var link, var code, var reason) -> {
                outgoing.lost(link.conn());
                connections.ended(link, code, reason, now).ifPresent(b -> breach(link, b));
            }
            case Note.Posted(var id, var answer) -> posted(id, answer, now);
            case Note.PostBroke(var id, var what) -> outgoing.postBroke(id, what, now);
            case Note.ReadBack found -> outgoing.readBack(found);
            case Note.NotReadBack() -> outgoing.notReadBack();
            case Note.Say say -> say(say);
            case Note.Drop() -> drop(now);
            case Note.Quiesce(var deadline) -> {
                connections.settle(now);
                alarms.set(Alarm.GIVE_UP, deadline);
            }
            case Note.Finish() -> {
                finishing = true;
                connections.leaveForGood(now);
            }
        }
    }

    private void posted(String id, Posted answer, long now) {
        if (answer instanceof Posted.Stored(var accepted, var log) && !counts(log)) {
            outgoing.postedBefore(accepted, log, now);
        } else {
            outgoing.posted(id, answer, now);
        }
    }

    /// Whether `log` is the generation that counts. Where it begins, what was seen and accepted
    /// before counts no longer.
    private boolean counts(String log) {
        var standing = generations.named(log);
        if (standing == Generations.Standing.BEGINS) {
            lastN = 0;
            outgoing.restored();
        }
        return standing != Generations.Standing.ENDED;
    }

    private void breach(Link link, String what) {
        outgoing.breach(link.conn(), what);
    }

    private void say(Note.Say say) {
        if (stage.quiescing() || finishing || connections.away()) return;
        var most = stage.workload.traffic().maxPending();
        outgoing.say(say, connections.usable() != null ? most : most / 4);
    }

    private void drop(long now) {
        connections.drop(now).forEach(outgoing::lost);
    }

    private void heard(Session session, ServerFrame frame, long now) {
        var conn = session.conn();
        stage.tally.active();
        var breach = session.breach(frame);
        switch (frame) {
            case ServerFrame.Welcome welcome -> {
                connections.welcomed(session, welcome, now);
                var _ = counts(welcome.log());
            }
            case ServerFrame.Accepted accepted -> accepted(session, accepted, now);
            case ServerFrame.Message message -> message(session, message, now);
            case ServerFrame.Live(var n) -> {
                turn.record(new Event.Live(conn, n));
                connections.live();
            }
            case ServerFrame.Receipt r ->
                    turn.record(new Event.Receipt(conn, r.peer(), r.user(), r.delivered()));
            case ServerFrame.GoAway(var inMs) -> {
                turn.record(new Event.GoAway(conn, inMs));
                connections.sentAway(session, inMs, now);
            }
            case ServerFrame.Refused(var id, var code) -> outgoing.refused(conn, id, code);
            case ServerFrame.NotNow answer -> outgoing.notNow(conn, answer, now);
            case ServerFrame.Pong() -> {}
        }
        breach.ifPresent(what -> outgoing.breach(conn, what));
    }

    private void accepted(Session session, ServerFrame.Accepted a, long now) {
        var counts = counts(session.log());
        var shown = counts && a.n() > lastN;
        turn.record(
                new Event.Accepted(
                        session.conn(),
                        user,
                        a.id(),
                        a.peer(),
                        a.seq(),
                        a.at(),
                        a.duplicate(),
                        a.n(),
                        shown,
                        ""));
        if (!counts) return;
        if (a.n() > 0) stored(session, a.n(), now);
        outgoing.accepted(session, a, now);
    }

    private void message(Session session, ServerFrame.Message m, long now) {
        var counts = counts(session.log());
        var shown = counts && m.n() > lastN;
        var hash = BodyHash.of(m.body().getBytes(StandardCharsets.UTF_8));
        turn.record(
                new Event.Message(
                        session.conn(),
                        m.n(),
                        m.id(),
                        m.from(),
                        m.to(),
                        m.seq(),
                        m.kind(),
                        hash,
                        shown));
        if (counts) stored(session, m.n(), now);
        if (!shown) {
            stage.tally.repeats.increment();
            return;
        }
        stage.tally.shown.increment();
        if (m.to().equals(user)) stage.tally.deliveredHere(m.from(), m.id());
    }

    /// What came is written down with this turn, and may be acknowledged then.
    private void stored(Session session, long n, long now) {
        lastN = Math.max(lastN, n);
        connections.ackLater(session, now);
    }

    private void act(long now) {
        for (var alarm : alarms.due(now)) {
            if (alarm == Alarm.GIVE_UP) outgoing.giveUp();
            else connections.act(alarm, now).forEach(outgoing::lost);
        }
        if (!finishing) outgoing.flush(connections.usable(), now);
        turn.done();
        status =
                new Status(
                        outgoing.pending(),
                        connections.any(Session::welcomed),
                        connections.any(Session::live),
                        stage.quiescing() && outgoing.idle() && connections.settled());
    }
}
