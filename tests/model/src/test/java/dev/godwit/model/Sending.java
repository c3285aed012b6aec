package dev.godwit.model;

import dev.godwit.model.State.Message;
import dev.godwit.model.State.Stage;
import dev.godwit.model.World.Steps;

import java.util.ArrayList;
import java.util.HashSet;

/// What chat services do with a message: commit it, look its recipient up, publish it.
final class Sending {
    private static final int NOWHERE = -1;

    private Sending() {}

    static void steps(Steps steps) {
        for (var message : new HashSet<>(steps.state.messages()))
            switch (message.stage()) {
                case NEW -> {
                    if (steps.world.keeps(Rule.COMMIT_BEFORE_LOOK_UP)
                            && steps.world.keeps(Rule.COMMIT_BEFORE_PUBLISH))
                        commit(steps, message, Stage.COMMITTED);
                    else lookUp(steps, message);
                }
                case COMMITTED -> lookUp(steps, message);
                case LOOKED_UP -> {
                    if (message.n() == 0 && steps.world.keeps(Rule.COMMIT_BEFORE_PUBLISH))
                        commit(steps, message, Stage.LOOKED_UP);
                    else publish(steps, message);
                }
                case PUBLISHED -> commit(steps, message, Stage.DONE);
                case DONE -> {}
            }
    }

    private static void commit(Steps steps, Message message, Stage then) {
        var state = steps.state;
        var n = state.head() + 1;
        steps.progress(
                state.withLog(n, state.cursor(), state.forgotten())
                        .with(
                                message,
                                new Message(then, then == Stage.DONE ? 0 : n, message.slot())
                                        .orDone()),
                () -> "a chat service commits a message as entry " + n);
    }

    private static void lookUp(Steps steps, Message message) {
        var route = steps.state.route();
        var slot = route == null ? NOWHERE : route.slot();
        steps.progress(
                steps.state.with(message, new Message(Stage.LOOKED_UP, message.n(), slot).orDone()),
                () ->
                        "its chat service looks entry %s up: %s"
                                .formatted(position(message), World.name(route)));
        steps.fault(
                Fault.REDIS_SILENT_AT_LOOK_UP,
                steps.state.with(
                        message, new Message(Stage.LOOKED_UP, message.n(), NOWHERE).orDone()),
                () -> "Redis does not say where entry %s has to go".formatted(position(message)));
    }

    /// To whoever consumes the slot now. What is published before it is committed is numbered in
    /// advance.
    private static void publish(Steps steps, Message message) {
        var n = message.n() == 0 ? steps.state.head() + 1 : message.n();
        var published = message.n() == 0 ? new Message(Stage.PUBLISHED, 0, NOWHERE) : Message.DONE;
        var kept = steps.state.with(message, published);
        var slot = message.slot();
        steps.progress(
                arriving(kept, slot, n, 1),
                () -> "its chat service publishes entry %d to slot %d".formatted(n, slot));
        steps.fault(
                Fault.RECORD_DOUBLED,
                arriving(kept, slot, n, 2),
                () -> "entry %d is published to slot %d twice".formatted(n, slot));
        steps.fault(
                Fault.RECORD_LOST, kept, () -> "Kafka loses the record of entry %d".formatted(n));
    }

    private static State arriving(State state, int slot, int n, int times) {
        return state.withGateways(gateway -> {
            if (gateway.slot() != slot) return gateway;
            var records = new ArrayList<>(gateway.records());
            for (var i = 0; i < times; i++) records.add(n);
            return gateway.with(records);
        });
    }

    private static String position(Message message) {
        return message.n() == 0 ? "(not yet committed)" : Integer.toString(message.n());
    }
}
