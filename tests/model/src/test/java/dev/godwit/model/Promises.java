package dev.godwit.model;

import static java.util.Optional.empty;

import dev.godwit.model.State.Route;

import java.util.Optional;

/// What must be true: of every step, and of every state at rest.
record Promises(World world) {
    /// What the step breaks, if anything.
    static Optional<String> brokenBy(State before, State after) {
        if (after.cursor() < before.cursor()) return Optional.of("the cursor goes back");
        if (after.cursor() > after.stored()) return Optional.of("the cursor passes what was acked");
        if (after.forgotten() > after.cursor())
            return Optional.of("an entry above the cursor is forgotten");
        for (var connection : after.connections()) {
            var last = connection.from();
            for (var n : connection.written()) {
                if (n <= last) return Optional.of("pushed twice or out of order");
                if (n > Math.max(last, after.stored()) + 1)
                    return Optional.of("pushed with a hole");
                last = n;
            }
            if (connection.pushed() > after.head())
                return Optional.of("pushed before it was committed");
        }
        for (var connection : before.connections())
            if (!connection.gone()
                    && connection.epoch() > 0
                    && displaced(connection, before, after))
                return Optional.of("the client's newest connection is displaced by an older one");
        return empty();
    }

    /// What a state at rest lacks.
    Optional<String> complaint(State state) {
        return undelivered(state).or(() -> wrongRoute(state));
    }

    static Optional<String> undelivered(State state) {
        var current = Connecting.current(state);
        if (current == null || current.pushed() == state.head()) return empty();
        return Optional.of(
                "entry %d is never shown on %s"
                        .formatted(current.pushed() + 1, World.name(current)));
    }

    private Optional<String> wrongRoute(State state) {
        var route = state.route();
        var current = Connecting.current(state);
        if (current == null) {
            if (route == null || namesSomething(route, state)) return empty();
            return Optional.of(World.name(route) + " is thought to have the client, and has not");
        }
        if (world.routeOf(current, state).equals(route)) return empty();
        return Optional.of(
                "the client is on %s, and presence says %s"
                        .formatted(World.name(current), World.name(route)));
    }

    /// A connection that its gateway takes for alive, or a gateway that is known to be dead.
    private boolean namesSomething(Route route, State state) {
        var boot = state.gateways().get(route.gateway()).boot();
        return (route.boot() > 0 && route.boot() < boot)
                || state.connections().stream()
                        .anyMatch(each -> world.routeOf(each, state).sameButForTheSlot(route));
    }

    private static boolean displaced(Connection connection, State before, State after) {
        var gateway = connection.gateway();
        return before.gateways().get(gateway).boot() == after.gateways().get(gateway).boot()
                && after.connections().stream().noneMatch(each -> each.id() == connection.id());
    }
}
