package dev.godwit.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Everything there is, for one recipient with one device.
///
/// `head`, `cursor`, `forgotten`, `epochs`: what PostgreSQL has of the log and of the device.
/// `stored`: what the client has. `route`: what Redis has. `connects`: how often the client has
/// connected so far. `faults`: how many more there may be.
record State(
        int head,
        int cursor,
        int forgotten,
        int epochs,
        int stored,
        int connects,
        int faults,
        @Nullable Route route,
        List<Message> messages,
        List<Gateway> gateways,
        List<Connection> connections) {

    /// A message on its way through a chat service. `slot`: where presence said that the recipient
    /// is, -1 for nowhere.
    record Message(Stage stage, int n, int slot) {
        static final Message NEW = new Message(Stage.NEW, 0, -1);
        static final Message DONE = new Message(Stage.DONE, 0, -1);
        private static final Comparator<Message> ORDER =
                Comparator.comparing(Message::stage)
                        .thenComparingInt(Message::n)
                        .thenComparingInt(Message::slot);

        /// What was committed and is to go nowhere needs nothing more.
        Message orDone() {
            return stage == Stage.DONE || (stage == Stage.LOOKED_UP && n > 0 && slot < 0)
                    ? DONE
                    : this;
        }
    }

    enum Stage {
        NEW,
        COMMITTED,
        LOOKED_UP,
        /// Only where the commit comes last.
        PUBLISHED,
        DONE
    }

    /// `boot`: how often it has started. `records`: what it has consumed of its slot and not handed
    /// over yet, in no order.
    record Gateway(int name, int boot, int slot, List<Integer> records) {
        Gateway with(List<Integer> otherRecords) {
            return new Gateway(name, boot, slot, otherRecords.stream().sorted().toList());
        }
    }

    /// Boot and epoch are 0 where a route is only a gateway's name.
    record Route(int slot, int gateway, int boot, int epoch) {
        boolean sameButForTheSlot(Route other) {
            return gateway == other.gateway && boot == other.boot && epoch == other.epoch;
        }
    }

    static State initial(int messages, int faults) {
        return new State(
                0,
                0,
                0,
                0,
                0,
                0,
                faults,
                null,
                Stream.generate(() -> Message.NEW).limit(messages).toList(),
                List.of(new Gateway(0, 1, 0, List.of()), new Gateway(1, 1, 1, List.of())),
                List.of());
    }

    /// Which of two messages is which makes no difference.
    State with(Message before, Message after) {
        var changed = new ArrayList<>(messages);
        changed.set(changed.indexOf(before), after);
        changed.sort(Message.ORDER);
        return new State(
                head,
                cursor,
                forgotten,
                epochs,
                stored,
                connects,
                faults,
                route,
                List.copyOf(changed),
                gateways,
                connections);
    }

    State with(@Nullable Route otherRoute) {
        return new State(
                head,
                cursor,
                forgotten,
                epochs,
                stored,
                connects,
                faults,
                otherRoute,
                messages,
                gateways,
                connections);
    }

    State with(Gateway changed) {
        return withGateways(gateway -> gateway.name() == changed.name() ? changed : gateway);
    }

    State withGateways(UnaryOperator<Gateway> change) {
        var changed = new ArrayList<>(gateways);
        changed.replaceAll(change);
        return new State(
                head,
                cursor,
                forgotten,
                epochs,
                stored,
                connects,
                faults,
                route,
                messages,
                List.copyOf(changed),
                connections);
    }

    /// In the place of the one with the same id.
    State with(Connection changed) {
        var others = new ArrayList<>(connections);
        others.replaceAll(each -> each.id() == changed.id() ? changed : each);
        return withConnections(others);
    }

    State without(Connection connection) {
        var others = new ArrayList<>(connections);
        others.remove(connection);
        return withConnections(others);
    }

    State withConnections(List<Connection> others) {
        return new State(
                head,
                cursor,
                forgotten,
                epochs,
                stored,
                connects,
                faults,
                route,
                messages,
                gateways,
                List.copyOf(others));
    }

    State withLog(int newHead, int newCursor, int newForgotten) {
        return new State(
                newHead,
                newCursor,
                newForgotten,
                epochs,
                stored,
                connects,
                faults,
                route,
                messages,
                gateways,
                connections);
    }

    State withCounts(int newEpochs, int newStored, int newConnects, int newFaults) {
        return new State(
                head,
                cursor,
                forgotten,
                newEpochs,
                newStored,
                newConnects,
                newFaults,
                route,
                messages,
                gateways,
                connections);
    }
}
