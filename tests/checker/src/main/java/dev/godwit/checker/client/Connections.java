package dev.godwit.checker.client;

import dev.godwit.checker.client.Alarms.Alarm;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.wire.ClientFrames;
import dev.godwit.checker.wire.Dial;
import dev.godwit.checker.wire.ServerFrame;
import dev.godwit.checker.workload.Person;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The connections of one device: none while it is away, one as a rule, two while it displaces
/// itself; and when the next one is due. Owned by its device.
final class Connections {
    private static final int SMALL_BUFFER = 4_096;
    private static final Duration TOKEN_LIFE = Duration.ofHours(2);
    private static final long GOODBYE_MS = 5_000;
    private static final long FIRST_BACK_OFF_MS = 200;
    private static final long LONGEST_BACK_OFF_MS = 5_000;
    private static final long SERVED_LONGER_MS = 5_000;
    private static final long RENEWED_BEFORE_MS = 3_000;

    private final Stage stage;
    private final String user;
    private final Person.Device traits;
    private final Turn turn;
    private final Alarms alarms;
    private final BlockingQueue<Note> mailbox;
    private final SplittableRandom random;
    private final Habits habits;
    private final Map<Link, Session> sessions = new LinkedHashMap<>();
    private String lastGateway = "";
    private int failures;
    private boolean away;
    private boolean forGood;

    Connections(
            Stage stage,
            String user,
            Person.Device traits,
            Turn turn,
            Alarms alarms,
            BlockingQueue<Note> mailbox,
            SplittableRandom random) {
        this.stage = stage;
        this.user = user;
        this.traits = traits;
        this.turn = turn;
        this.alarms = alarms;
        this.mailbox = mailbox;
        this.random = random;
        this.habits = new Habits(stage, traits, random.split());
    }

    /// Null where the connection is none of this device any more.
    @Nullable Session of(Link link) {
        return sessions.get(link);
    }

    /// The newest connection that messages can be sent on.
    @Nullable Session usable() {
        Session newest = null;
        for (var session : sessions.values()) if (session.usable()) newest = session;
        return newest;
    }

    boolean none() {
        return sessions.isEmpty();
    }

    boolean any(Predicate<Session> property) {
        return sessions.values().stream().anyMatch(property);
    }

    /// On purpose, for a while.
    boolean away() {
        return away;
    }

    /// One live connection, on which all that came is acknowledged.
    boolean settled() {
        return sessions.size() == 1 && any(s -> s.live() && !s.owesAck());
    }

    /// Carries out what was to be done about now. Returns the connections that are no more.
    List<Long> act(Alarm alarm, long now) {
        switch (alarm) {
            case CONNECT -> connect();
            case ACKNOWLEDGE -> acknowledge();
            case DISPLACE -> displace(now);
            case RENEW_TOKEN -> renewToken(now);
            case TOKEN_IS_OVER -> askWhetherStillServed();
            case MOVE -> sayGoodbye(now);
            case LEAVE -> {
                return leave(now);
            }
            case CUT -> {
                return cut(Session::closing, now);
            }
            case GIVE_UP -> throw new IllegalArgumentException("not about connections");
        }
        return List.of();
    }

    /// Cuts every connection with a reset.
    List<Long> drop(long now) {
        return cut(_ -> true, now);
    }

    void welcomed(Session session, ServerFrame.Welcome welcome, long now) {
        turn.record(new Event.Welcomed(session.conn(), welcome.session(), welcome.log()));
        recordExpiry(session, now);
        plan(Alarm.LEAVE, habits.untilItLeaves(), now);
        plan(Alarm.DISPLACE, habits.untilItConnectsTwice(), now);
        planForToken(session, now);
    }

    void live() {
        failures = 0;
    }

    void ackLater(Session session, long now) {
        var filled = session.filled() > 0.5 && !traits.lateAcker();
        var delay = filled ? 0 : habits.ackDelay(session.heartbeatMs());
        alarms.setIfEarlier(Alarm.ACKNOWLEDGE, now + delay);
    }

    /// The gateway is about to stop.
    void sentAway(Session session, long withinMs, long now) {
        if (!session.closing()) alarms.setIfEarlier(Alarm.MOVE, now + upTo(withinMs));
    }

    /// No more misbehaviour: connects, stays and acknowledges.
    void settle(long now) {
        alarms.clear(Alarm.LEAVE);
        alarms.clear(Alarm.DISPLACE);
        alarms.setIfEarlier(Alarm.ACKNOWLEDGE, now);
        if (sessions.isEmpty()) alarms.setIfEarlier(Alarm.CONNECT, now + upTo(1_000));
        sessions.values().stream().filter(Session::usable).forEach(s -> planForToken(s, now));
    }

    void leaveForGood(long now) {
        forGood = true;
        alarms.clear(Alarm.CONNECT);
        alarms.clear(Alarm.LEAVE);
        alarms.clear(Alarm.DISPLACE);
        sayGoodbye(now);
    }

    /// A connection is gone. Returns what was wrong with the way it went.
    Optional<String> ended(Link link, int code, String reason, long now) {
        var session = sessions.remove(link);
        if (session == null) return Optional.empty();
        if (session.welcomed()) {
            turn.record(new Event.Closed(link.conn(), code, reason));
        } else {
            var why = code > 0 ? "close " + code : reason;
            turn.record(new Event.ConnectFailed(link.conn(), why));
        }
        if (sessions.isEmpty()) comeBack(session, code, now);
        return Endings.breach(session, code, reason);
    }

    private void connect() {
        if (forGood || sessions.size() > 1) return;
        away = false;
        var life =
                habits.takesShortToken()
                        ? Duration.ofMillis(stage.workload.misbehaviour().shortTokenMs())
                        : TOKEN_LIFE;
        var token = stage.tokens.mint(user, life);
        var failed = failures > 0 ? lastGateway : "";
        var gateway = stage.anyGateway(traits.badLink(), failed, random);
        lastGateway = gateway.toString();
        var shown = random.nextBoolean() ? Dial.TokenIn.HEADER : Dial.TokenIn.SUBPROTOCOL;
        var buffer = traits.slowReader() ? SMALL_BUFFER : 0;
        var dial = new Dial(gateway, traits.name(), token.jwt(), shown, buffer);
        var link = new Link(stage.nextConnection(), dial, mailbox, habits::readPause);
        sessions.put(link, new Session(link, user, traits.name(), token));
        turn.record(new Event.Connecting(link.conn(), user, traits.name(), lastGateway));
        turn.then(link::start);
        stage.tally.connects.increment();
    }

    private void comeBack(Session gone, int code, long now) {
        if (forGood) return;
        long after;
        if (away) {
            after = habits.absence();
        } else if (code == Endings.DISPLACED) {
            after = millis(1_000) + upTo(2_000); // a person comes and connects this device again
        } else if (gone.closing() || code == Endings.TOKEN) {
            after = upTo(FIRST_BACK_OFF_MS);
        } else {
            failures++;
            var most = FIRST_BACK_OFF_MS << Math.min(failures, 10);
            after = upTo(Math.min(LONGEST_BACK_OFF_MS, most));
        }
        alarms.set(Alarm.CONNECT, now + after);
    }

    private void acknowledge() {
        for (var session : sessions.values()) {
            if (!session.owesAck()) continue;
            var n = session.acknowledge();
            turn.record(new Event.Acking(session.conn(), n));
            turn.say(session.link(), ClientFrames.ack(n));
        }
    }

    private void displace(long now) {
        if (sessions.size() == 1 && any(Session::live)) connect();
        else plan(Alarm.DISPLACE, habits.untilItConnectsTwice(), now);
    }

    private List<Long> leave(long now) {
        if (sessions.size() != 1) {
            plan(Alarm.LEAVE, habits.untilItLeaves(), now);
            return List.of();
        }
        away = true;
        if (!habits.leavesPolitely()) return cut(_ -> true, now);
        sayGoodbye(now);
        return List.of();
    }

    private void sayGoodbye(long now) {
        for (var session : sessions.values()) {
            if (session.closing()) continue;
            session.close();
            turn.record(new Event.Dropping(session.conn()));
            turn.then(session.link()::sayGoodbye);
        }
        alarms.set(Alarm.CUT, now + millis(GOODBYE_MS));
    }

    private List<Long> cut(Predicate<Session> which, long now) {
        var gone = new ArrayList<Long>();
        for (var session : List.copyOf(sessions.values())) {
            if (!which.test(session)) continue;
            sessions.remove(session.link());
            gone.add(session.conn());
            if (!session.closing()) turn.record(new Event.Dropping(session.conn()));
            turn.then(random.nextBoolean() ? session.link()::reset : session.link()::end);
            if (sessions.isEmpty()) comeBack(session, 0, now);
        }
        return gone;
    }

    private void recordExpiry(Session session, long now) {
        var left = session.token().expiresAt() - System.currentTimeMillis();
        turn.record(new Event.Expires(session.conn(), (now + millis(left)) / 1_000));
    }

    private void planForToken(Session session, long now) {
        var left = session.token().expiresAt() - System.currentTimeMillis();
        alarms.set(Alarm.TOKEN_IS_OVER, now + millis(left + SERVED_LONGER_MS + 100));
        var isShort = left < TOKEN_LIFE.toMillis() / 2;
        if (isShort && !habits.renewsToken()) alarms.clear(Alarm.RENEW_TOKEN);
        else alarms.set(Alarm.RENEW_TOKEN, now + millis(Math.max(0, left - RENEWED_BEFORE_MS)));
    }

    private void renewToken(long now) {
        var session = usable();
        if (session == null) return;
        var token = stage.tokens.mint(user, TOKEN_LIFE);
        session.renew(token);
        recordExpiry(session, now);
        turn.say(session.link(), ClientFrames.auth(token.jwt()));
        planForToken(session, now);
    }

    /// The server has had five seconds to close: an answer to what is asked now is one too many.
    private void askWhetherStillServed() {
        var over = System.currentTimeMillis() - SERVED_LONGER_MS;
        for (var session : sessions.values()) {
            if (!session.usable() || session.token().expiresAt() > over) continue;
            session.ping();
            turn.say(session.link(), ClientFrames.ping());
        }
    }

    private void plan(Alarm alarm, long after, long now) {
        if (after == Habits.NEVER) alarms.clear(alarm);
        else alarms.set(alarm, now + after);
    }

    private long upTo(long ms) {
        return millis(random.nextLong(ms + 1));
    }

    private static long millis(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
