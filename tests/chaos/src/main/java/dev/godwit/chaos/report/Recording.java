package dev.godwit.chaos.report;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Found;
import dev.godwit.checker.history.HistoryReader;
import dev.godwit.checker.history.Line;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is measured of all histories of a run, read once from beginning to end. Owned by one
/// thread.
///
/// Holds about 100 bytes for each message. Latencies leave out what went by way of a bad gateway.
final class Recording {
    final FirstAttempts sends = new FirstAttempts();
    final Longs acceptedAt = new Longs();
    final Longs acceptKeys = new Longs();
    final Longs shownAt = new Longs();
    final Longs shownKeys = new Longs();
    final Longs retriedAt = new Longs();
    final Longs gaveUpAt = new Longs();
    final Presences presences = new Presences();
    long attempts;
    long refused;
    long redeliveries;
    long readBacks;
    long connections;
    long connectFailures;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    private final Set<String> badGateways;
    private final Map<Long, Boolean> badConnections = new HashMap<>();

    private Recording(Set<String> badGateways) {
        this.badGateways = badGateways;
    }

    static Recording of(RunDirectory run, Set<String> badGateways) {
        var recording = new Recording(new HashSet<>(badGateways));
        run.historyFiles().forEach(recording::read);
        return recording;
    }

    private void read(Path file) {
        badConnections.clear();
        var at = Long.MIN_VALUE;
        try (var reader = HistoryReader.open(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                at = line.micros();
                first = Math.min(first, at);
                last = Math.max(last, at);
                take(line);
            }
        }
        presences.incarnationEnded(at);
    }

    private void take(Line line) {
        var at = line.micros();
        switch (line.event()) {
            case Event.Connecting(var conn, var user, var device, var gateway) -> {
                connections++;
                badConnections.put(conn, badGateways.contains(gateway));
                presences.connecting(conn, user, device);
            }
            case Event.ConnectFailed failed -> {
                connectFailures++;
                presences.closed(failed.conn(), at);
            }
            case Event.Live live -> presences.live(live.conn(), at);
            case Event.Dropping dropping -> presences.dropping(dropping.conn());
            case Event.Closed closed -> presences.closed(closed.conn(), at);
            case Event.Sending sending -> {
                attempts++;
                var key = FirstAttempts.key(sending.user(), sending.id());
                sends.attempted(key, at, bad(sending.conn()));
            }
            case Event.Accepted accepted ->
                    accepted(FirstAttempts.key(accepted.user(), accepted.id()), at);
            case Event.Message message -> {
                if (!message.shown()) redeliveries++;
                else shown(message, at);
            }
            case Event.Refused _ -> refused++;
            case Event.Retry _ -> retriedAt.add(at);
            case Event.GaveUp _ -> gaveUpAt.add(at);
            case Event.ReadBack _ -> readBacks++;
            case Event.Began _,
                    Event.Ended _,
                    Event.Welcomed _,
                    Event.Expires _,
                    Event.Acking _,
                    Event.Receipt _,
                    Event.GoAway _,
                    Event.Violation _,
                    Event.Fault _,
                    Found _ -> {}
        }
    }

    private void accepted(long key, long at) {
        if (!sends.accepted(key)) return;
        acceptedAt.add(at);
        acceptKeys.add(key);
    }

    /// A bad connection's showing counts, but not its latency: its key is nobody's.
    private void shown(Event.Message message, long at) {
        shownAt.add(at);
        shownKeys.add(bad(message.conn()) ? 0 : FirstAttempts.key(message.from(), message.id()));
    }

    private boolean bad(long conn) {
        return badConnections.getOrDefault(conn, false);
    }
}
