package dev.godwit.model;

import dev.godwit.model.Explorer.Step;
import dev.godwit.model.State.Gateway;
import dev.godwit.model.State.Route;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Under which conditions the system runs: what it keeps to and what can go wrong.
///
/// `sweep`: routes are refreshed. `faults`: what can go wrong, `maxFaults` times at most.
/// `connects`: how often the client connects at most.
record World(
        Set<Rule> rules,
        boolean sweep,
        Set<Fault> faults,
        int maxFaults,
        int messages,
        int connects) {

    World without(Rule rule) {
        var others = EnumSet.copyOf(rules);
        others.remove(rule);
        return new World(others, sweep, faults, maxFaults, messages, connects);
    }

    State initial() {
        return State.initial(messages, maxFaults);
    }

    /// Everything that can happen next.
    List<Step<State>> next(State state) {
        var steps = new Steps(this, state);
        Sending.steps(steps);
        Connecting.steps(steps);
        Presence.steps(steps);
        Delivery.steps(steps);
        Breaking.steps(steps);
        return steps.all;
    }

    boolean keeps(Rule rule) {
        return rules.contains(rule);
    }

    /// The route by which this connection is found.
    Route routeOf(Connection connection, State state) {
        var gateway = state.gateways().get(connection.gateway());
        return keeps(Rule.ROUTE_NAMES_THE_CONNECTION)
                ? new Route(gateway.slot(), gateway.name(), gateway.boot(), connection.epoch())
                : new Route(gateway.slot(), gateway.name(), 0, 0);
    }

    static String name(Gateway gateway) {
        return name(gateway.name());
    }

    static String name(int gateway) {
        return "gateway " + (char) ('A' + gateway);
    }

    static String name(Connection connection) {
        return "connection %d (%s)".formatted(connection.id(), name(connection.gateway()));
    }

    static String name(@Nullable Route route) {
        if (route == null) return "nowhere";
        return route.epoch() == 0
                ? name(route.gateway())
                : "%s, boot %d, slot %d, epoch %d"
                        .formatted(
                                name(route.gateway()), route.boot(), route.slot(), route.epoch());
    }

    /// The steps out of one state, being collected.
    static final class Steps {
        final World world;
        final State state;
        private final List<Step<State>> all = new ArrayList<>();

        private Steps(World world, State state) {
            this.world = world;
            this.state = state;
        }

        /// Happens sooner or later.
        void progress(State to, Supplier<String> words) {
            all.add(new Step<>(words, true, to));
        }

        /// May happen or not.
        void maybe(State to, Supplier<String> words) {
            all.add(new Step<>(words, false, to));
        }

        /// May happen or not, and not often.
        void fault(Fault fault, State to, Supplier<String> words) {
            if (state.faults() == 0 || !world.faults.contains(fault)) return;
            var spent = to.withCounts(to.epochs(), to.stored(), to.connects(), state.faults() - 1);
            maybe(spent, () -> "FAULT: " + words.get());
        }
    }
}
