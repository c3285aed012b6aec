package dev.godwit.checker.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The log's generations that the server has named to one device, in that order: the last one
/// counts. Owned by its device.
final class Generations {
    private final SequencedSet<String> named = new LinkedHashSet<>();

    enum Standing {
        /// Its numbers go on from those of before.
        CURRENT,
        /// It was never named before, and another one was: that one has ended.
        BEGINS,
        /// Its numbers say nothing any more.
        ENDED
    }

    Generations(List<String> past) {
        named.addAll(past);
    }

    /// What numbers are that come as ones of `log`, which is empty where the server does not say.
    Standing named(String log) {
        if (log.isEmpty() || (!named.isEmpty() && log.equals(named.getLast())))
            return Standing.CURRENT;
        if (!named.add(log)) return Standing.ENDED;
        return named.size() == 1 ? Standing.CURRENT : Standing.BEGINS;
    }

    List<String> all() {
        return List.copyOf(named);
    }
}
