package dev.godwit.checker.client;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.client.Pending.Letter;
import dev.godwit.checker.client.Pending.Purpose;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Found;
import dev.godwit.checker.history.HistoryReader;
import dev.godwit.checker.workload.Bodies;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a client process knows after it was killed: all that its earlier incarnations wrote down,
/// and nothing else. Used once, at the start, by one thread.
final class Memory {
    private final Bodies bodies;
    private final Map<String, DeviceMemory> devices = new HashMap<>();
    private final Map<Long, DeviceMemory> connections = new HashMap<>();
    private final Map<Long, String> logs = new HashMap<>();
    private int incarnations;

    private Memory(Bodies bodies) {
        this.bodies = bodies;
    }

    static Memory of(RunDirectory directory, String host, Bodies bodies) {
        var memory = new Memory(bodies);
        while (Files.exists(directory.history(host, memory.incarnations + 1))) {
            memory.incarnations++;
            memory.connections.clear();
            memory.logs.clear();
            try (var reader = HistoryReader.open(directory.history(host, memory.incarnations))) {
                for (var line = reader.next(); line != null; line = reader.next()) {
                    memory.remember(line.event());
                }
            }
        }
        return memory;
    }

    /// How many there were before.
    int incarnations() {
        return incarnations;
    }

    Past of(String user, String device) {
        var memory = devices.get(user + " " + device);
        return memory == null ? Past.NONE : memory.past(user, bodies);
    }

    private void remember(Event event) {
        switch (event) {
            case Event.Connecting e -> connections.put(e.conn(), device(e.user(), e.device()));
            case Event.Sending e -> sender(e.user(), e.id()).sending(e);
            case Event.Accepted e -> {
                var sender = sender(e.user(), e.id());
                if (sender.counts(e.conn() > 0 ? logs.getOrDefault(e.conn(), "") : e.log()))
                    sender.accepted(e.id(), e.duplicate(), e.n() > 0);
                if (e.conn() > 0 && e.shown()) on(e.conn()).shown(e.n());
            }
            case Event.Refused e -> sender(e.user(), e.id()).ended(e.id());
            case Event.GaveUp e -> sender(e.user(), e.id()).ended(e.id());
            case Event.Message e -> {
                if (e.shown()) on(e.conn()).shown(e.n());
            }
            case Event.Welcomed e -> {
                logs.put(e.conn(), e.log());
                var _ = on(e.conn()).counts(e.log());
            }
            case Event.Began _,
                    Event.ConnectFailed _,
                    Event.Closed _,
                    Event.Dropping _,
                    Event.Retry _,
                    Event.Acking _,
                    Event.Live _,
                    Event.Receipt _,
                    Event.GoAway _,
                    Event.ReadBack _,
                    Event.Violation _,
                    Event.Ended _,
                    Event.Expires _,
                    Event.Fault _,
                    Found _ -> {}
        }
    }

    private DeviceMemory on(long connection) {
        var memory = connections.get(connection);
        if (memory == null) throw new IllegalStateException("connection " + connection);
        return memory;
    }

    private DeviceMemory sender(String user, String id) {
        return device(user, MessageId.parse(id).device());
    }

    private DeviceMemory device(String user, String device) {
        return devices.computeIfAbsent(user + " " + device, _ -> new DeviceMemory());
    }

    /// One device's part of it.
    private static final class DeviceMemory {
        private final Generations generations = new Generations(List.of());
        private final Map<String, Open> open = new LinkedHashMap<>();
        private final Map<String, Event.Sending> accepted = new LinkedHashMap<>();
        private long lastN;

        private record Open(Event.Sending sending, Purpose purpose) {}

        /// As for the device itself, see [Device].
        boolean counts(String log) {
            var standing = generations.named(log);
            if (standing == Generations.Standing.BEGINS) {
                lastN = 0;
                open.values().removeIf(each -> each.purpose() != Purpose.FIRST);
                accepted.forEach(
                        (id, sending) -> open.put(id, new Open(sending, Purpose.AFTER_RESTORE)));
            }
            return standing != Generations.Standing.ENDED;
        }

        void sending(Event.Sending sending) {
            var before = open.get(sending.id());
            var again = accepted.containsKey(sending.id()) ? Purpose.REPEAT : Purpose.FIRST;
            open.put(sending.id(), new Open(sending, before == null ? again : before.purpose()));
        }

        void accepted(String id, boolean duplicate, boolean logEntry) {
            var sent = open.get(id);
            if (sent != null && sent.purpose() == Purpose.REPEAT && !duplicate && logEntry) return;
            open.remove(id);
            if (sent != null) accepted.putIfAbsent(id, sent.sending());
        }

        void ended(String id) {
            open.remove(id);
        }

        void shown(long n) {
            lastN = Math.max(lastN, n);
        }

        Past past(String user, Bodies bodies) {
            return new Past(
                    generations.all(),
                    lastN,
                    letters(user, open.values(), bodies),
                    letters(
                            user,
                            accepted.values().stream()
                                    .map(sending -> new Open(sending, Purpose.FIRST))
                                    .toList(),
                            bodies));
        }

        private static List<Letter> letters(String user, Collection<Open> all, Bodies bodies) {
            return all.stream().map(each -> letter(user, each, bodies)).toList();
        }

        private static Letter letter(String user, Open entry, Bodies bodies) {
            var sent = entry.sending();
            for (var variant = 0; variant < 2; variant++) {
                var body = bodies.body(user, sent.id(), variant, sent.bytes());
                if (hash(body).equals(sent.hash())) {
                    var purpose = variant > 0 ? Purpose.CONFLICT : entry.purpose();
                    return new Letter(
                            sent.id(), sent.peer(), sent.kind(), sent.bytes(), variant, purpose);
                }
            }
            throw new IllegalStateException("nobody here wrote the body of " + sent);
        }

        private static String hash(String body) {
            return dev.godwit.checker.history.BodyHash.of(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
