package dev.godwit.model;

import dev.godwit.model.Connection.Phase;
import dev.godwit.model.State.Route;
import dev.godwit.model.World.Steps;

/// What gateways do with routes: register, refresh, remove.
final class Presence {
    private enum Found {
        MINE,
        ABSENT,
        LOWER,
        HIGHER
    }

    private Presence() {}

    static void steps(Steps steps) {
        for (var connection : steps.state.connections()) {
            if (connection.gone()) cleanUp(steps, connection);
            if (connection.registered() && steps.world.sweep()) refresh(steps, connection);
        }
    }

    static void register(Steps steps, Connection connection) {
        var state = steps.state;
        var route = steps.world.routeOf(connection, state);
        var after = state.with(registered(connection));
        var found = found(state, route);
        if (found == Found.HIGHER)
            steps.progress(
                    state.without(connection),
                    () -> World.name(connection) + " is displaced as it registers");
        else
            steps.progress(
                    after.with(route),
                    () -> "%s registers: %s".formatted(World.name(connection), World.name(route)));
        steps.fault(
                Fault.REDIS_SILENT_AT_REGISTRATION,
                after,
                () -> "Redis does not take the route of " + World.name(connection));
    }

    private static Connection registered(Connection connection) {
        var present = connection.inPresence();
        if (connection.gone()) return present.in(Phase.LIVE).left();
        return connection.phase() == Phase.NUMBERED ? present.reading(Connection.NONE, 0) : present;
    }

    private static void refresh(Steps steps, Connection connection) {
        var state = steps.state;
        var route = steps.world.routeOf(connection, state);
        var found = found(state, route);
        if (found == Found.MINE) return;
        if (found == Found.HIGHER && steps.world.keeps(Rule.REFRESH_YIELDS_TO_NEWER)) {
            steps.progress(
                    state.without(connection),
                    () -> World.name(connection) + " is displaced as it is refreshed");
            return;
        }
        var reads = steps.world.keeps(Rule.REFRESH_READS_WHAT_WAS_MISSED);
        var refreshed = reads ? connection.readingForward() : connection;
        steps.progress(
                state.with(route).with(refreshed),
                () ->
                        "%s is refreshed: %s in the place of %s%s"
                                .formatted(
                                        World.name(connection),
                                        World.name(route),
                                        World.name(state.route()),
                                        reads && !connection.gone() ? "; it reads forward" : ""));
    }

    /// A connection that the client has left ends at some time, if not before its gateway does.
    private static void cleanUp(Steps steps, Connection connection) {
        var state = steps.state;
        var route = state.route();
        var own = steps.world.routeOf(connection, state);
        var removes =
                connection.registered()
                        && route != null
                        && (!steps.world.keeps(Rule.DELETE_ONLY_ONES_OWN)
                                || route.sameButForTheSlot(own));
        var without = state.without(connection);
        steps.maybe(
                removes ? without.with((Route) null) : without,
                () ->
                        "%s is cleaned up%s"
                                .formatted(
                                        World.name(connection),
                                        removes ? " and removes " + World.name(route) : ""));
    }

    private static Found found(State state, Route own) {
        var route = state.route();
        if (route == null) return Found.ABSENT;
        if (route.equals(own)) return Found.MINE;
        return route.epoch() > own.epoch() ? Found.HIGHER : Found.LOWER;
    }
}
