package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;

import java.util.List;

/// What the clients of a run do with what reaches them.
final class ModelClients {
    private final ModelRun run;
    private boolean quiet;

    ModelClients(ModelRun run) {
        this.run = run;
    }

    /// Nobody does anything of their own accord any more.
    void beQuiet() {
        quiet = true;
    }

    void write(ModelDevice device) {
        var http = run.chance(0.15);
        if (!http && device.connection == null) return;
        var id = device.name + "-" + ++device.counter;
        var letter =
                new Letter(
                        device.user,
                        run.any(run.people),
                        id,
                        run.chance(0.5) ? "text" : "note",
                        hash(),
                        http);
        device.pending.add(letter);
        run.send(device, letter);
    }

    private String hash() {
        return "%032x".formatted(run.random.nextLong() & Long.MAX_VALUE);
    }

    /// Sends again what was not taken before; the order among others is given up then.
    void repeatOne(ModelDevice device) {
        for (var letter : device.pending) {
            if (letter.underWay || (!letter.http && device.connection == null)) continue;
            run.send(device, letter);
            return;
        }
    }

    void acknowledge(ModelConnection connection) {
        if (connection.seen <= connection.said || connection.device.connection != connection)
            return;
        var few = connection.seen - connection.said < 4;
        if (quiet && few && connection.device.lazy) return;
        var step = quiet ? connection.seen - connection.said : 1 + run.random.nextInt(3);
        connection.said = Math.min(connection.seen, connection.said + step);
        run.say(connection.device, new Event.Acking(connection.conn, connection.said));
        connection.up.add(connection.said);
    }

    /// One frame reaches the client; false where none is under way.
    boolean receive(ModelConnection connection) {
        var frame = connection.down.poll();
        if (frame == null) return false;
        var device = connection.device;
        switch (frame) {
            case Event.Message message -> {
                see(connection, message.n());
                run.say(device, shown(message, counts(connection) && device.isNew(message.n())));
            }
            case Event.Accepted accepted -> accepted(connection, accepted);
            case Event.Live live -> {
                if (counts(connection) && device.shown < 0) device.shown = live.n();
                run.say(device, live);
            }
            case Event.Retry retry -> {
                run.say(device, retry);
                device.pending.stream()
                        .filter(letter -> letter.id.equals(retry.id()))
                        .forEach(letter -> letter.underWay = false);
            }
            case Event.Closed closed -> {
                run.say(device, closed);
                forget(connection);
            }
            case Event other -> run.say(device, other);
        }
        return true;
    }

    private void accepted(ModelConnection connection, Event.Accepted accepted) {
        var device = connection.device;
        var isNew = accepted.n() > 0 && counts(connection) && device.isNew(accepted.n());
        if (accepted.n() > 0) see(connection, accepted.n());
        run.say(device, shown(accepted, isNew));
        if (!counts(connection)) return;
        var letter =
                device.pending.stream()
                        .filter(waiting -> waiting.id.equals(accepted.id()))
                        .findFirst();
        if (letter.isEmpty()) return;
        device.accepted(letter.get());
        device.accepted = letter.get();
        if (quiet || device.connection != connection) return;
        if (run.chance(0.2)) {
            run.say(
                    device,
                    new Event.ReadBack(
                            device.user,
                            accepted.peer(),
                            accepted.seq(),
                            letter.get().hash,
                            connection.log));
        }
        if (run.chance(0.1)) run.send(device, letter.get());
        if (run.chance(0.1)) run.send(device, letter.get().withHash(hash()));
    }

    /// Whether the device has not gone on to another generation.
    private static boolean counts(ModelConnection connection) {
        return connection.log.equals(connection.device.log);
    }

    private static void see(ModelConnection connection, long n) {
        if (connection.said == 0) connection.said = n - 1;
        connection.seen = n;
    }

    /// The client itself ends the connection.
    void leave(ModelConnection connection) {
        run.say(connection.device, new Event.Dropping(connection.conn));
        run.close(connection, null);
        forget(connection);
    }

    private void forget(ModelConnection connection) {
        run.sockets.remove(connection);
        var device = connection.device;
        if (device.connection != connection) return;
        device.connection = null;
        for (var letter : List.copyOf(device.pending)) {
            if (!letter.http) letter.underWay = false;
        }
    }

    private static Event shown(Event.Message m, boolean shown) {
        return new Event.Message(
                m.conn(), m.n(), m.id(), m.from(), m.to(), m.seq(), m.kind(), m.hash(), shown);
    }

    private static Event shown(Event.Accepted a, boolean shown) {
        return new Event.Accepted(
                a.conn(),
                a.user(),
                a.id(),
                a.peer(),
                a.seq(),
                a.at(),
                a.duplicate(),
                a.n(),
                shown,
                "");
    }
}
