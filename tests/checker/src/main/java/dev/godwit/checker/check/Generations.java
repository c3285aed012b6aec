package dev.godwit.checker.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The log's generations: in which order the clients came to know them, and which one the tables
/// are of. An empty name is of a server that tells none, and goes with every other.
final class Generations {
    /// That of the tables.
    String last = "";

    /// When the last copy of the database was taken that later replaced it. Devices that were there
    /// before are known to it.
    long copied = Long.MAX_VALUE;

    private final List<String> begun = new ArrayList<>();
    private final Map<String, Long> ended = new HashMap<>();

    /// Whether its numbers are those of the tables.
    boolean isLast(String log) {
        return same(log, last);
    }

    static boolean same(String one, String other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /// Whether it is not the same, and was named after the other.
    boolean isLater(String log, String other) {
        return begun.indexOf(log) > begun.indexOf(other);
    }

    /// The server has named it.
    void named(String log, long micros) {
        if (log.isEmpty() || begun.contains(log)) return;
        if (!begun.isEmpty()) ended.put(begun.getLast(), micros);
        begun.add(log);
    }

    /// Whether another one was known before that time: nothing that was asked for then is answered
    /// in this one.
    boolean hadEnded(String log, long micros) {
        return ended.getOrDefault(log, Long.MAX_VALUE) < micros;
    }
}
