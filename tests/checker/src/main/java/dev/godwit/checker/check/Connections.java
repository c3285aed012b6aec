package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.P;
import static dev.godwit.checker.check.Invariant.S6;

import dev.godwit.checker.history.Event.Closed;
import dev.godwit.checker.history.Event.ConnectFailed;
import dev.godwit.checker.history.Event.Connecting;
import dev.godwit.checker.history.Event.Welcomed;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How connections begin and end, and that nothing is said outside of that: P.
final class Connections {
    /// How far the clocks of a token's issuer and of the histories may be apart, with the second to
    /// which a token is rounded.
    private static final long SKEW_MICROS = 2_000_000;

    /// For so long a server may take a connection for one that is none any more.
    private static final long UNNOTICED_MICROS = 120_000_000;

    /// Ends that any connection may come to.
    private static final Set<Integer> USUAL = Set.of(0, 1000, 1001, 1012, 1013, 4408, 4429);

    private static final int BAD_TOKEN = 4401;
    private static final int REPLACED = 4409;

    private final World world;
    private final Findings findings;
    private final Counts counts;
    private final Map<Source, Map<Long, Connection>> connections = new HashMap<>();
    private int number;

    Connections(World world, Findings findings, Counts counts) {
        this.world = world;
        this.findings = findings;
        this.counts = counts;
    }

    void connecting(Moment at, Connecting event) {
        counts.connections++;
        var device = world.user(event.user()).device(event.device());
        var connection = new Connection(++number, at.source(), event.conn(), device, at.micros());
        device.connections.add(connection);
        if (of(at).put(event.conn(), connection) != null) {
            findings.add(P, OTHER, at.where(), "connection", event.conn(), "begins twice");
        }
    }

    void failed(Moment at, ConnectFailed event) {
        var connection = unwelcomed(at, event.conn());
        if (connection != null) connection.end(at.micros());
    }

    void welcomed(Moment at, Welcomed event) {
        var connection = unwelcomed(at, event.conn());
        if (connection == null) return;
        connection.welcomed = at.micros();
        connection.session = event.session();
        var generations = world.generations;
        generations.named(event.log(), at.micros());
        if (generations.hadEnded(event.log(), connection.began)) {
            findings.add(S6, OTHER, at.where(), connection, "entered an ended", event.log());
        }
        connection.entered(generations, event.log());
    }

    void expires(Moment at, long conn, long micros) {
        var connection = open(at, conn);
        if (connection != null) connection.expires(micros);
    }

    void dropping(Moment at, long conn) {
        var connection = open(at, conn);
        if (connection != null) connection.dropped = at.micros();
    }

    void closed(Moment at, Closed event) {
        var connection = open(at, event.conn());
        if (connection == null) return;
        counts.closes.merge(event.code(), 1L, Long::sum);
        if (connection.dropped == Connection.NOT_YET && !explained(at, connection, event.code())) {
            findings.add(
                    P,
                    OTHER,
                    at.where(),
                    connection,
                    "was closed with",
                    event.code(),
                    event.reason(),
                    "for no reason that is known");
        }
        connection.end(at.micros());
    }

    private static boolean explained(Moment at, Connection connection, int code) {
        if (code == BAD_TOKEN) return at.micros() >= connection.firstExpiry - SKEW_MICROS;
        if (code == REPLACED) return replaced(connection);
        return USUAL.contains(code);
    }

    /// Another connection of the device came, or the server had not noticed yet that it was gone.
    private static boolean replaced(Connection connection) {
        if (connection.device == null) return false;
        for (var other : connection.device.connections) {
            var gone = other.left() < connection.began - UNNOTICED_MICROS;
            if (other != connection && !gone) return true;
        }
        return false;
    }

    /// The process of these connections is no more.
    void silent(Source source, long micros) {
        of(source).values().forEach(connection -> connection.end(micros));
    }

    /// The connection on which a frame came; null where none can have come.
    @Nullable Connection receiving(Moment at, long conn) {
        var connection = open(at, conn);
        if (connection == null) return null;
        if (!connection.welcomed()) {
            findings.add(P, OTHER, at.where(), connection, "was not welcomed yet");
            return null;
        }
        return connection;
    }

    /// The connection, or the HTTP calls of the process, on which something is sent.
    @Nullable Connection sending(Moment at, long conn) {
        return conn == 0 ? http(at) : open(at, conn);
    }

    private Connection http(Moment at) {
        return of(at).computeIfAbsent(
                        0L, conn -> new Connection(++number, at.source(), conn, null, 0));
    }

    private @Nullable Connection unwelcomed(Moment at, long conn) {
        var connection = open(at, conn);
        if (connection == null || !connection.welcomed()) return connection;
        findings.add(P, OTHER, at.where(), connection, "was welcomed before");
        return null;
    }

    private @Nullable Connection open(Moment at, long conn) {
        var connection = of(at).get(conn);
        if (connection != null && !connection.closed() && connection.device != null) {
            return connection;
        }
        findings.add(P, OTHER, at.where(), "no such connection is open:", at.line().event());
        return null;
    }

    private Map<Long, Connection> of(Moment at) {
        return of(at.source());
    }

    private Map<Long, Connection> of(Source source) {
        return connections.computeIfAbsent(source, key -> new HashMap<>());
    }
}
