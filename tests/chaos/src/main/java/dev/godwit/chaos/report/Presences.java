package dev.godwit.chaos.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which clients were live when, over all incarnations of their processes. Owned by one thread; fed
/// one incarnation after the other.
final class Presences {
    private final Map<String, Long> lost = new HashMap<>();
    private final Map<Long, Link> here = new HashMap<>();
    private final Longs changes = new Longs();
    private final List<Outage> outages = new ArrayList<>();

    /// A live connection was lost, and when, if ever, its client was live again. Microseconds.
    record Outage(long lost, @Nullable Long back) {}

    private static final class Link {
        final String client;
        boolean live;
        boolean wanted;

        Link(String client) {
            this.client = client;
        }
    }

    void connecting(long conn, String user, String device) {
        here.put(conn, new Link(user + '\t' + device));
    }

    void live(long conn, long micros) {
        var link = here.get(conn);
        if (link == null || link.live) return;
        link.live = true;
        changes.add(micros << 1 | 1);
        var since = lost.remove(link.client);
        if (since != null) outages.add(new Outage(since, micros));
    }

    /// The client ends it by itself.
    void dropping(long conn) {
        var link = here.get(conn);
        if (link != null) link.wanted = true;
    }

    void closed(long conn, long micros) {
        var link = here.remove(conn);
        if (link == null || !link.live) return;
        changes.add(micros << 1);
        if (!link.wanted) lost.putIfAbsent(link.client, micros);
    }

    /// The process is gone, and so are all its connections.
    void incarnationEnded(long micros) {
        for (var conn : List.copyOf(here.keySet())) closed(conn, micros);
    }

    /// Everything that was lost, those that never came back last.
    List<Outage> outages() {
        var all = new ArrayList<>(outages);
        lost.values().forEach(since -> all.add(new Outage(since, null)));
        return all;
    }

    /// Each change as microseconds times two, plus one where it is a client more; in order.
    Longs changes() {
        changes.sort();
        return changes;
    }
}
