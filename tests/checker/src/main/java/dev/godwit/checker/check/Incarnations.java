package dev.godwit.checker.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Whether all that the client processes wrote is there: none ended, and none is missing, without a
/// reason.
final class Incarnations {
    private final Map<String, NavigableMap<Integer, Life>> hosts = new TreeMap<>();
    private long count;

    /// From the first to the last line of one process.
    private record Life(long from, long to, boolean ended) {}

    void add(Source source) {
        count++;
        var began = source.began();
        hosts.computeIfAbsent(began.host(), host -> new TreeMap<>())
                .put(
                        began.incarnation(),
                        new Life(source.beganAt(), source.micros(), source.ended()));
    }

    long count() {
        return count;
    }

    /// What cannot be explained.
    List<String> doubts(Faults faults) {
        List<String> doubts = new ArrayList<>();
        hosts.forEach((host, lives) -> doubts(host, lives, faults, doubts));
        return doubts;
    }

    private static void doubts(
            String host, NavigableMap<Integer, Life> lives, Faults faults, List<String> doubts) {
        var missing = lives.lastKey() - lives.size();
        if (missing > 0) doubts.add("%d histories of %s are missing".formatted(missing, host));
        for (var life : lives.entrySet()) {
            if (life.getValue().ended()) continue;
            var next = lives.higherEntry(life.getKey());
            var until = next == null ? Long.MAX_VALUE : next.getValue().from();
            if (!faults.explains(host, life.getValue().from(), until)) {
                doubts.add(
                        "%s.%d ended for no reason that is known".formatted(host, life.getKey()));
            }
        }
    }
}
