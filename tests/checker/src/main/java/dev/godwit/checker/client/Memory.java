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
import java.util.ArrayList;
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
    private int incarnations;

    private Memory(Bodies bodies) {
        this.bodies = bodies;
    }

    static Memory of(RunDirectory directory, String host, Bodies bodies) {
        var memory = new Memory(bodies);
        while (Files.exists(directory.history(host, memory.incarnations + 1))) {
            memory.incarnations++;
            memory.connections.clear();
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
        return memory == null ? Past.NONE : new Past(memory.lastN, memory.letters(user, bodies));
    }

    private void remember(Event event) {
        switch (event) {
            case Event.Connecting e -> connections.put(e.conn(), device(e.user(), e.device()));
            case Event.Sending e -> sender(e.user(), e.id()).sending(e);
            case Event.Accepted e -> {
                sender(e.user(), e.id()).accepted(e.id(), e.duplicate(), e.n() > 0);
                if (e.conn() > 0 && e.shown()) on(e.conn()).shown(e.n());
            }
            case Event.Refused e -> sender(e.user(), e.id()).ended(e.id());
            case Event.GaveUp e -> sender(e.user(), e.id()).ended(e.id());
            case Event.Message e -> {
                if (e.shown()) on(e.conn()).shown(e.n());
            }
            case Event.Began _,
                    Event.ConnectFailed _,
                    Event.Welcomed _,
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
        /// A message is repeated on purpose soon after it was accepted, if ever.
        private static final int LATELY = 256;

        private final Map<String, Open> open = new LinkedHashMap<>();
        private final Map<String, Boolean> acceptedLately =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                        return size() > LATELY;
                    }
                };
        private long lastN;

        private record Open(Event.Sending sending, boolean again) {}

        void sending(Event.Sending sending) {
            var before = open.get(sending.id());
            var again = before == null ? acceptedLately.containsKey(sending.id()) : before.again();
            open.put(sending.id(), new Open(sending, again));
        }

        void accepted(String id, boolean duplicate, boolean logEntry) {
            acceptedLately.put(id, true);
            var sent = open.get(id);
            if (sent != null && sent.again() && !duplicate && logEntry) return;
            open.remove(id);
        }

        void ended(String id) {
            open.remove(id);
        }

        void shown(long n) {
            lastN = Math.max(lastN, n);
        }

        List<Letter> letters(String user, Bodies bodies) {
            var letters = new ArrayList<Letter>();
            for (var entry : open.values()) letters.add(letter(user, entry, bodies));
            return letters;
        }

        private static Letter letter(String user, Open entry, Bodies bodies) {
            var sent = entry.sending();
            for (var variant = 0; variant < 2; variant++) {
                var body = bodies.body(user, sent.id(), variant, sent.bytes());
                if (hash(body).equals(sent.hash())) {
                    var purpose =
                            variant > 0
                                    ? Purpose.CONFLICT
                                    : entry.again() ? Purpose.REPEAT : Purpose.FIRST;
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
