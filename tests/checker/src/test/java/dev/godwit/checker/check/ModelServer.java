package dev.godwit.checker.check;

import dev.godwit.checker.history.Found;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the tables hold and how they change, as the guarantees demand it.
final class ModelServer {
    /// The generation of all numbers.
    String log = "a";

    final Map<String, List<Row>> conversations = new TreeMap<>();
    final Map<String, List<Row>> logs = new TreeMap<>();
    final Map<String, Map<String, Long>> cursors = new TreeMap<>();
    private final Map<String, Long> marks = new TreeMap<>();
    private final Map<String, Long> trimmed = new TreeMap<>();

    /// `origin`: the device that sent it, or null.
    record Row(
            String conversation,
            long seq,
            long at,
            long senderN,
            long recipientN,
            String sender,
            String recipient,
            String id,
            String kind,
            String hash,
            @Nullable String origin) {}

    record Answer(Row row, boolean duplicate, boolean conflict) {}

    record Delivered(String sender, String recipient, long seq) {}

    /// What it holds now, for [#restore].
    ModelServer copy() {
        var copy = new ModelServer();
        copy.restore(this, log);
        return copy;
    }

    /// Goes on from there, in another generation.
    void restore(ModelServer copy, String generation) {
        log = generation;
        conversations.clear();
        copy.conversations.forEach((name, rows) -> conversations.put(name, new ArrayList<>(rows)));
        logs.clear();
        copy.logs.forEach((user, rows) -> logs.put(user, new ArrayList<>(rows)));
        cursors.clear();
        copy.cursors.forEach((user, devices) -> cursors.put(user, new TreeMap<>(devices)));
        marks.clear();
        marks.putAll(copy.marks);
        trimmed.clear();
        trimmed.putAll(copy.trimmed);
    }

    static String conversation(String one, String other) {
        return one.compareTo(other) <= 0 ? one + "+" + other : other + "+" + one;
    }

    List<Row> log(String user) {
        return logs.computeIfAbsent(user, name -> new ArrayList<>());
    }

    /// The cursor from which a connection of that device goes on.
    long open(String user, String device) {
        var devices = cursors.computeIfAbsent(user, name -> new TreeMap<>());
        var start = devices.isEmpty() ? 0L : log(user).size();
        return devices.computeIfAbsent(device, name -> start);
    }

    Answer send(Letter letter, @Nullable String device, long at) {
        var name = conversation(letter.user, letter.peer);
        var rows = conversations.computeIfAbsent(name, key -> new ArrayList<>());
        for (var row : rows) {
            if (row.sender.equals(letter.user) && row.id.equals(letter.id)) {
                return new Answer(row, true, !row.hash.equals(letter.hash));
            }
        }
        var toSelf = letter.user.equals(letter.peer);
        var recipientN = log(letter.peer).size() + 1L;
        var senderN = toSelf ? recipientN : dueElsewhere(letter.user, device);
        var row =
                new Row(
                        name,
                        rows.size() + 1L,
                        at,
                        senderN,
                        recipientN,
                        letter.user,
                        letter.peer,
                        letter.id,
                        letter.kind,
                        letter.hash,
                        device);
        rows.add(row);
        log(letter.peer).add(row);
        if (!toSelf && senderN > 0) log(letter.user).add(row);
        return new Answer(row, false, false);
    }

    private long dueElsewhere(String user, @Nullable String device) {
        Set<String> others = new HashSet<>(cursors.getOrDefault(user, Map.of()).keySet());
        if (device != null) others.remove(device);
        return others.isEmpty() ? 0 : log(user).size() + 1L;
    }

    List<Delivered> ack(String user, String device, long n) {
        var devices = cursors.getOrDefault(user, Map.of());
        var before = devices.getOrDefault(device, 0L);
        if (n <= before) return List.of();
        devices.put(device, n);
        var delivered = new ArrayList<Delivered>();
        for (var row : log(user).subList((int) (long) before, (int) n)) {
            if (row.sender.equals(user)) continue;
            if (marks.merge(row.conversation + "\t" + user, row.seq, Math::max) == row.seq) {
                delivered.add(new Delivered(row.sender, user, row.seq));
            }
        }
        return delivered;
    }

    /// Forgets what every device of that user has acknowledged.
    void trim(String user) {
        var devices = cursors.getOrDefault(user, Map.of());
        devices.values().stream().mapToLong(n -> n).min().ifPresent(n -> trimmed.put(user, n));
    }

    List<Found> tables() {
        List<Found> found = new ArrayList<>();
        found.add(new Found.Generation(log));
        conversations.forEach((name, rows) -> {
            var first = rows.getFirst();
            var low = first.sender.compareTo(first.recipient) <= 0;
            found.add(
                    new Found.Conversation(
                            name,
                            low ? first.sender : first.recipient,
                            low ? first.recipient : first.sender,
                            rows.size()));
        });
        conversations.values().forEach(rows -> rows.forEach(row -> found.add(message(row))));
        marks.forEach((key, seq) -> {
            var parts = key.split("\t", -1);
            found.add(new Found.Mark(parts[0], parts[1], seq));
        });
        logs.forEach((user, log) -> found.add(new Found.Head(user, log.size(), 0)));
        cursors.forEach((user, devices) ->
                devices.forEach((device, n) -> found.add(new Found.Cursor(user, device, n, 1))));
        logs.forEach((user, log) -> {
            for (var n = trimmed.getOrDefault(user, 0L) + 1; n <= log.size(); n++) {
                found.add(entry(user, n, log.get((int) n - 1)));
            }
        });
        return found;
    }

    private static Found message(Row row) {
        return new Found.Message(
                row.conversation,
                row.seq,
                row.at,
                row.senderN,
                row.recipientN,
                row.sender,
                row.recipient,
                row.id,
                row.kind,
                row.hash);
    }

    private static Found entry(String user, long n, Row row) {
        var own = row.sender.equals(user);
        var origin = own && row.origin != null ? row.origin : "";
        return new Found.Entry(user, n, row.conversation, row.seq, own, origin);
    }
}
