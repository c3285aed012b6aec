package dev.godwit.model;

import dev.godwit.model.State.Gateway;
import dev.godwit.model.State.Message;
import dev.godwit.model.State.Route;
import dev.godwit.model.World.Steps;

import java.util.HashSet;
import java.util.List;

/// What goes wrong by itself; what goes wrong in the middle of a step is where that step is.
final class Breaking {
    private static final int OTHER_SLOTS = 2;

    private Breaking() {}

    static void steps(Steps steps) {
        var state = steps.state;
        for (var gateway : state.gateways()) {
            die(steps, gateway);
            if (gateway.slot() == gateway.name())
                steps.fault(
                        Fault.SLOT_LOST,
                        state.with(
                                new Gateway(
                                        gateway.name(),
                                        gateway.boot(),
                                        gateway.slot() + OTHER_SLOTS,
                                        gateway.records())),
                        () ->
                                "%s loses its slot and claims slot %d"
                                        .formatted(
                                                World.name(gateway), gateway.slot() + OTHER_SLOTS));
        }
        if (state.route() != null)
            steps.fault(
                    Fault.REDIS_LOSES_ALL,
                    state.with((Route) null),
                    () -> "Redis loses everything");
        for (var message : new HashSet<>(state.messages()))
            if (message.n() > 0)
                steps.fault(
                        Fault.SERVICE_DIES,
                        state.with(message, Message.DONE),
                        () -> "the chat service dies before it has published entry " + message.n());
    }

    private static void die(Steps steps, Gateway gateway) {
        var left =
                steps.state.connections().stream()
                        .filter(each -> each.gateway() != gateway.name())
                        .toList();
        steps.fault(
                Fault.GATEWAY_DIES,
                steps.state
                        .withConnections(left)
                        .with(
                                new Gateway(
                                        gateway.name(),
                                        gateway.boot() + 1,
                                        gateway.name(),
                                        List.of())),
                () -> World.name(gateway) + " dies and comes back under its old name");
    }
}
