package dev.godwit.model;

import dev.godwit.model.Connection.Phase;
import dev.godwit.model.State.Gateway;
import dev.godwit.model.World.Steps;

import java.util.ArrayList;
import java.util.HashSet;

/// What a gateway shows its connection, by push or out of the log; what the client acknowledges,
/// and what is forgotten then.
final class Delivery {
    private Delivery() {}

    static void steps(Steps steps) {
        for (var gateway : steps.state.gateways())
            for (var n : new HashSet<>(gateway.records())) push(steps, gateway, n);
        for (var connection : steps.state.connections()) {
            if (connection.reads() && steps.world.keeps(Rule.HEAD_CHECK))
                checkHead(steps, connection);
            acknowledge(steps, connection);
        }
        if (!steps.world.keeps(Rule.FORGET_ONLY_ACKNOWLEDGED)) forgetPushed(steps);
    }

    private static void push(Steps steps, Gateway gateway, int n) {
        var records = new ArrayList<>(gateway.records());
        records.remove(Integer.valueOf(n));
        var state = steps.state.with(gateway.with(records));
        for (var connection : steps.state.connections())
            if (connection.gateway() == gateway.name() && connection.reads())
                state = state.with(pushed(steps.world, connection, n));
        steps.progress(state, () -> "%s hands entry %d over".formatted(World.name(gateway), n));
    }

    private static Connection pushed(World world, Connection connection, int n) {
        if (connection.phase() == Phase.READING)
            return connection.reading(connection.page(), Math.max(connection.hinted(), n));
        if (!world.keeps(Rule.PUSH_ONLY_WHAT_IS_NEXT)) return connection.writing(n);
        if (n <= connection.pushed()) return connection;
        return n == connection.pushed() + 1
                ? connection.writing(n)
                : connection.reading(Connection.NONE, 0);
    }

    /// Two steps, for much may happen between the look into the log and the arrival of what was
    /// seen there.
    static void page(Steps steps, Connection connection) {
        var state = steps.state;
        if (connection.page() == Connection.NONE) {
            steps.progress(
                    state.with(connection.reading(state.head(), connection.hinted())),
                    () ->
                            "the log is read for %s, up to %d"
                                    .formatted(World.name(connection), state.head()));
            return;
        }
        var shown = connection;
        for (var n = connection.pushed() + 1; n <= connection.page(); n++)
            if (n > state.forgotten()) shown = shown.writing(n);
        var nothingLeft = shown.pushed() < connection.page() && shown.equals(connection);
        if (nothingLeft && connection.pushed() == connection.acked())
            shown = connection.passingOver(connection.page());
        var enough = shown.pushed() >= Math.max(connection.page(), connection.hinted());
        var page = connection.page();
        steps.progress(
                state.with(
                        enough
                                ? shown.reading(Connection.NONE, 0).in(Phase.LIVE)
                                : shown.reading(Connection.NONE, 0)),
                () ->
                        "%s gets the page up to %d%s"
                                .formatted(
                                        World.name(connection),
                                        page,
                                        enough ? " and is live" : ""));
    }

    private static void checkHead(Steps steps, Connection connection) {
        var head = steps.state.head();
        if (head <= connection.pushed()) return;
        var reading = connection.phase() == Phase.READING;
        steps.progress(
                steps.state.with(
                        connection.reading(
                                reading ? connection.page() : Connection.NONE,
                                reading ? Math.max(connection.hinted(), head) : 0)),
                () ->
                        "the head check tells %s of entry %d"
                                .formatted(World.name(connection), head));
    }

    private static void acknowledge(Steps steps, Connection connection) {
        var state = steps.state;
        var pushed = connection.pushed();
        if (!connection.gone() && pushed > connection.acked() && !connection.acking())
            steps.progress(
                    state.with(connection.acknowledging(pushed, true))
                            .withCounts(
                                    state.epochs(),
                                    Math.max(state.stored(), pushed),
                                    state.connects(),
                                    state.faults()),
                    () ->
                            "the client stores entry %d and acknowledges it on %s"
                                    .formatted(pushed, World.name(connection)));
        if (!connection.acking()) return;
        var acked = connection.acked();
        var cursor =
                steps.world.keeps(Rule.CURSOR_ONLY_FORWARD)
                        ? Math.max(state.cursor(), acked)
                        : acked;
        steps.progress(
                state.with(connection.acknowledging(connection.gone() ? 0 : acked, false))
                        .withLog(state.head(), cursor, Math.max(state.forgotten(), cursor)),
                () ->
                        "the ack of %d arrives: the cursor is %d; what is below it is forgotten"
                                .formatted(acked, cursor));
    }

    private static void forgetPushed(Steps steps) {
        var state = steps.state;
        for (var connection : state.connections())
            if (connection.pushed() > state.forgotten())
                steps.progress(
                        state.withLog(state.head(), state.cursor(), connection.pushed()),
                        () -> "entries up to %d are forgotten".formatted(connection.pushed()));
    }
}
