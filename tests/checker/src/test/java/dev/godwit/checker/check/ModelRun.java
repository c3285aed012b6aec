package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A run as it should be, made up from a seed: devices that come, send, are cut off, killed and
/// come again, and a server that keeps every guarantee.
final class ModelRun {
    private static final String RUN = "run";

    final Recording recording = new Recording();
    final Random random;
    final ModelServer server = new ModelServer();
    final List<ModelDevice> devices = new ArrayList<>();
    final List<String> people = List.of("ann", "bob", "cid");
    private final Map<String, Integer> incarnations = new TreeMap<>();
    private final Map<String, Long> conns = new HashMap<>();

    /// Sockets that something is still under way on.
    final List<ModelConnection> sockets = new ArrayList<>();

    /// Calls over HTTP that a process waits for.
    private final Map<String, Deque<Call>> calls = new TreeMap<>();

    long now = 1_000_000;
    private long wallClock = 1_764_000_000_000L;
    private int sessions;
    private int faults;

    private record Call(ModelDevice device, Letter letter, Event answer) {}

    ModelRun(long seed) {
        random = new Random(seed);
        for (var host : List.of("clients-1", "clients-2")) start(host);
        for (var user : people) {
            var host = user.equals("cid") ? "clients-2" : "clients-1";
            devices.add(new ModelDevice(user, "phone", host, chance(0.3)));
            if (random.nextBoolean()) devices.add(new ModelDevice(user, "desk", host, chance(0.3)));
        }
        recording.add(Recording.FAULTS, now, new Event.Began(RUN, "faults", 1, seed));
    }

    void tick() {
        now += 1 + random.nextInt(20_000);
        wallClock += random.nextInt(20);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    void say(ModelDevice device, Event event) {
        say(device.host, event);
    }

    private void say(String host, Event event) {
        var file = Recording.history(host, incarnations.getOrDefault(host, 0));
        recording.add(file, now, event);
    }

    void start(String host) {
        incarnations.merge(host, 1, Integer::sum);
        conns.put(host, 0L);
        calls.put(host, new ArrayDeque<>());
        say(host, new Event.Began(RUN, host, incarnations.getOrDefault(host, 0), 7));
    }

    /// Connects, perhaps in vain, perhaps once more while it is connected already.
    void connect(ModelDevice device) {
        var conn = conns.merge(device.host, 1L, Long::sum);
        say(device, new Event.Connecting(conn, device.user, device.name, "ws://gateway"));
        tick();
        if (chance(0.1)) {
            say(device, new Event.ConnectFailed(conn, "refused"));
            return;
        }
        var expires = now + (chance(0.1) ? 3_000_000 : 3_600_000_000L);
        var connection = new ModelConnection(conn, device, "s" + ++sessions, expires, server.log);
        say(device, new Event.Expires(conn, expires));
        say(device, new Event.Welcomed(conn, connection.session, server.log));
        device.connection = connection;
        device.enters(connection.log);
        sockets.add(connection);
        for (var letter : device.pending) {
            if (!letter.http) send(device, letter);
        }
        if (device.accepted != null && chance(0.3)) send(device, device.accepted);
    }

    /// Writes it down and puts it on its way.
    void send(ModelDevice device, Letter letter) {
        letter.underWay = true;
        var connection = device.connection;
        var conn = letter.http || connection == null ? 0 : connection.conn;
        say(
                device,
                new Event.Sending(
                        conn, letter.user, letter.id, letter.peer, letter.kind, letter.hash, 64));
        if (letter.http) post(device, letter);
        else if (connection != null) connection.up.add(letter);
        else letter.underWay = false;
    }

    private void post(ModelDevice device, Letter letter) {
        if (chance(0.2)) {
            if (chance(0.5)) server.send(letter, null, wallClock);
            call(device, letter, new Event.Retry(0, letter.user, letter.id, "no_answer", 100));
            return;
        }
        var answer = server.send(letter, null, wallClock);
        var row = answer.row();
        call(
                device,
                letter,
                answer.conflict()
                        ? new Event.Refused(0, letter.user, letter.id, "conflict")
                        : new Event.Accepted(
                                0,
                                row.sender(),
                                row.id(),
                                row.recipient(),
                                row.seq(),
                                row.at(),
                                answer.duplicate(),
                                row.senderN(),
                                false,
                                server.log));
    }

    private void call(ModelDevice device, Letter letter, Event answer) {
        calls.getOrDefault(device.host, new ArrayDeque<>()).add(new Call(device, letter, answer));
    }

    /// One answer over HTTP arrives; false where none is due.
    boolean answerCall(String host) {
        var call = calls.getOrDefault(host, new ArrayDeque<>()).poll();
        if (call == null) return false;
        say(host, call.answer);
        call.letter.underWay = false;
        switch (call.answer) {
            case Event.Retry _ -> {}
            case Event.Accepted accepted when accepted.log().equals(server.log) -> {
                call.device.enters(accepted.log());
                call.device.accepted(call.letter);
            }
            case Event.Accepted _ -> {} // in a generation that has ended
            default -> call.device.pending.remove(call.letter);
        }
        return true;
    }

    /// The server takes one thing off a socket; false where there is none.
    boolean serve(ModelConnection connection) {
        var frame = connection.up.poll();
        if (frame == null) return false;
        if (!connection.log.equals(server.log)) return true; // nothing of another generation counts
        if (frame instanceof Long n) {
            connection.acked = Math.max(connection.acked, n);
            var device = connection.device;
            for (var mark : server.ack(device.user, device.name, n)) tell(mark);
        } else if (frame instanceof Letter letter) {
            serve(connection, letter);
        }
        return true;
    }

    private void serve(ModelConnection connection, Letter letter) {
        if (chance(0.05)) {
            connection.down.add(
                    new Event.Retry(connection.conn, letter.user, letter.id, "unavailable", 500));
            return;
        }
        var answer = server.send(letter, connection.device.name, wallClock);
        if (answer.conflict()) {
            connection.down.add(
                    new Event.Refused(connection.conn, letter.user, letter.id, "conflict"));
        } else {
            connection.answer(answer.row(), answer.duplicate());
        }
    }

    private void tell(ModelServer.Delivered mark) {
        for (var socket : sockets) {
            if (!socket.device.user.equals(mark.sender()) || !socket.served) continue;
            socket.down.add(
                    new Event.Receipt(socket.conn, mark.recipient(), mark.recipient(), mark.seq()));
        }
    }

    /// The server stops serving a socket, having taken some of what was under way, and closes it.
    void close(ModelConnection connection, @Nullable Integer code) {
        for (var left = random.nextInt(connection.up.size() + 1); left > 0; left--) {
            serve(connection);
        }
        connection.up.clear();
        connection.served = false;
        if (code == null) return;
        connection.down.add(new Event.Closed(connection.conn, code, ""));
    }

    void fault(String kind, String target, Runnable harm) {
        var id = ++faults;
        recording.add(Recording.FAULTS, now, new Event.FaultBegan(id, kind, target, "away=100"));
        tick();
        harm.run();
        tick();
        recording.add(Recording.FAULTS, now, new Event.FaultEnded(id, "gone=true"));
    }

    /// The server is replaced by a copy of itself, `meanwhile` after that was made.
    void restore(Runnable meanwhile) {
        fault(
                "restore",
                "postgres",
                () -> {
                    var copy = server.copy();
                    meanwhile.run();
                    for (var socket : List.copyOf(sockets)) {
                        if (socket.served) close(socket, 1012);
                    }
                    server.restore(copy, "b");
                    wallClock += 1000;
                });
    }

    /// Kills a client process and starts it again.
    void kill(String host) {
        fault(
                "kill",
                host,
                () -> {
                    for (var socket : List.copyOf(sockets)) {
                        if (!socket.device.host.equals(host)) continue;
                        close(socket, null);
                        sockets.remove(socket);
                    }
                    for (var device : devices) {
                        if (!device.host.equals(host)) continue;
                        device.connection = null;
                        device.pending.forEach(letter -> letter.underWay = false);
                    }
                    tick();
                    start(host);
                });
    }

    /// Everybody who writes comes to an end.
    void end() {
        for (var host : incarnations.keySet()) say(host, new Event.Ended());
        recording.add(Recording.FAULTS, now, new Event.Ended());
    }
}
