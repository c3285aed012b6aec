package dev.godwit.model;

import dev.godwit.model.Connection.Phase;
import dev.godwit.model.State.Gateway;
import dev.godwit.model.World.Steps;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// How the client comes and goes, and what its gateway does from the welcome to the first page.
final class Connecting {
    private Connecting() {}

    static void steps(Steps steps) {
        var state = steps.state;
        if (state.connects() < steps.world.connects()) {
            var current = current(state);
            if (current == null) connect(steps);
            else
                steps.maybe(
                        left(steps.world, state, current),
                        () -> "the client leaves %s without a word".formatted(World.name(current)));
        }
        for (var connection : state.connections()) {
            switch (connection.phase()) {
                case OPENING -> open(steps, connection);
                case NUMBERED -> {
                    if (steps.world.keeps(Rule.REGISTER_BEFORE_READ) || connection.gone())
                        Presence.register(steps, connection);
                    else read(steps, connection);
                }
                case READING -> Delivery.page(steps, connection);
                case LIVE -> {
                    if (!connection.registered()) Presence.register(steps, connection);
                }
            }
        }
    }

    /// The connection that the client is on, the newest.
    static @Nullable Connection current(State state) {
        return state.connections().stream().filter(each -> !each.gone()).findFirst().orElse(null);
    }

    /// Who is not heard of after it was numbered never gets any further.
    private static State left(World world, State state, Connection connection) {
        return connection.phase() == Phase.OPENING && world.keeps(Rule.HEARD_SINCE_NUMBERED)
                ? state.without(connection)
                : state.with(connection.left());
    }

    /// The two gateways are alike: where the client comes first makes no difference.
    private static void connect(Steps steps) {
        var state = steps.state;
        var id = state.connects() + 1;
        for (Gateway gateway : state.gateways()) {
            if (id == 1 && gateway.name() > 0) continue;
            var connections = new ArrayList<>(state.connections());
            connections.add(Connection.opening(id, gateway.name()));
            steps.progress(
                    state.withConnections(connections)
                            .withCounts(state.epochs(), state.stored(), id, state.faults()),
                    () ->
                            "the client connects to %s: connection %d"
                                    .formatted(World.name(gateway), id));
        }
    }

    private static void open(Steps steps, Connection connection) {
        var state = steps.state;
        var epoch = state.epochs() + 1;
        var cursor = state.cursor();
        steps.progress(
                state.with(connection.numbered(epoch, cursor))
                        .withCounts(epoch, state.stored(), state.connects(), state.faults()),
                () ->
                        "%s gets epoch %d and the cursor, %d, and is heard of"
                                .formatted(World.name(connection), epoch, cursor));
    }

    private static void read(Steps steps, Connection connection) {
        steps.progress(
                steps.state.with(connection.reading(Connection.NONE, 0)),
                () -> World.name(connection) + " begins to read");
    }
}
