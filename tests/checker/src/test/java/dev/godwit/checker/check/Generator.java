package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Found;

import java.util.ArrayList;
import java.util.List;

/// Drives a made-up run from its first connection to its evidence.
final class Generator {
    static final long QUIET_MICROS = 60_000_000;

    private static final int STEPS = 500;

    private final ModelRun run;
    private final ModelClients clients;

    private Generator(long seed) {
        run = new ModelRun(seed);
        clients = new ModelClients(run);
    }

    static Recording recording(long seed) {
        var generator = new Generator(seed);
        for (var step = 0; step < STEPS; step++) generator.step();
        generator.quiesce();
        generator.gather();
        generator.end();
        return generator.run.recording;
    }

    /// The same with a database that is replaced by a copy of itself on the way.
    static Recording restored(long seed) {
        var generator = new Generator(seed);
        for (var step = 0; step < STEPS / 2; step++) generator.step();
        generator.run.restore(() -> {
            for (var step = 0; step < STEPS / 4; step++) generator.step();
        });
        for (var step = 0; step < STEPS / 2; step++) generator.step();
        generator.quiesce();
        generator.gather();
        generator.end();
        return generator.run.recording;
    }

    private void step() {
        run.tick();
        var device = run.any(run.devices);
        switch (run.random.nextInt(24)) {
            case 0, 1 -> {
                if (device.connection == null || run.chance(0.1)) run.connect(device);
            }
            case 2, 3, 4 -> clients.write(device);
            case 5 -> clients.repeatOne(device);
            case 6 -> run.server.trim(device.user);
            case 7 -> run.answerCall(device.host);
            case 8 -> disturb(device);
            default -> {
                if (!run.sockets.isEmpty()) work(run.any(run.sockets));
            }
        }
    }

    private void disturb(ModelDevice device) {
        if (run.chance(0.06)) {
            run.kill(device.host);
            return;
        }
        if (run.chance(0.05)) {
            run.fault("kill", "gateway-1", () -> List.copyOf(run.sockets).forEach(this::cut));
            return;
        }
        var connection = device.connection;
        if (connection == null || run.chance(0.5)) return;
        if (run.chance(0.3)) clients.leave(connection);
        else if (run.chance(0.3)) run.close(connection, run.any(List.of(1001, 1012, 4408)));
        else cut(connection);
    }

    /// What was under way is lost in part.
    private void cut(ModelConnection connection) {
        run.close(connection, null);
        for (var lost = run.random.nextInt(connection.down.size() + 1); lost > 0; lost--) {
            connection.down.removeLast();
        }
        connection.down.add(new Event.Closed(connection.conn, 0, "reset"));
    }

    /// One thing happens on a socket; false where nothing is left to happen.
    private boolean work(ModelConnection connection) {
        if (connection.served && run.now > connection.expires) run.close(connection, 4401);
        if (connection.served && !connection.opened) {
            open(connection);
            return true;
        }
        return switch (run.random.nextInt(4)) {
            case 0 -> connection.served && run.serve(connection);
            case 1 -> connection.push(run.server.log(connection.device.user));
            case 2 -> {
                var before = connection.said;
                clients.acknowledge(connection);
                yield connection.said != before;
            }
            default -> clients.receive(connection);
        };
    }

    private void open(ModelConnection connection) {
        var device = connection.device;
        for (var older : List.copyOf(run.sockets)) {
            if (older.device == device && older != connection && older.served) {
                if (run.sockets.indexOf(older) > run.sockets.indexOf(connection)) continue;
                run.close(older, 4409);
            }
        }
        connection.open(run.server.open(device.user, device.name));
    }

    private void quiesce() {
        clients.beQuiet();
        for (var idle = 0; idle < 300; ) {
            run.tick();
            var busy = run.answerCall("clients-1");
            busy |= run.answerCall("clients-2");
            for (var device : run.devices) {
                if (device.connection == null) run.connect(device);
                busy |= !device.pending.isEmpty() || device.connection == null;
                clients.repeatOne(device);
            }
            for (var socket : List.copyOf(run.sockets)) busy |= work(socket);
            idle = busy ? 0 : idle + 1;
        }
        for (var device : run.devices) {
            if (device.connection != null && run.chance(0.15)) clients.leave(device.connection);
        }
        run.now += QUIET_MICROS;
    }

    private void gather() {
        var found = new ArrayList<Event>();
        found.add(new Event.Began("run", "evidence", 1, 0));
        found.add(new Found.PresenceBegan());
        for (var socket : run.sockets) {
            var device = socket.device;
            found.add(
                    new Found.Route(
                            device.user, device.name, 3, "boot", socket.session, socket.conn));
        }
        found.add(new Found.Slot(3, "boot"));
        found.add(new Found.PresenceEnded());
        found.addAll(run.server.tables());
        new ModelHistory(run).pages(found);
        found.add(new Event.Ended());
        for (var event : found) run.recording.add(Recording.EVIDENCE, run.now++, event);
    }

    private void end() {
        run.tick();
        for (var socket : List.copyOf(run.sockets)) clients.leave(socket);
        run.end();
    }
}
