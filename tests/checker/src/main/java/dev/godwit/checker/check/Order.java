package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.DISORDERED;
import static dev.godwit.checker.check.Invariant.S5;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Numbers against the order of sending, once all is known: S5.
///
/// On one connection: whatever was accepted by its only attempt comes before whatever was sent
/// after it there for the first time. (A send that was refused for the moment may come later; one
/// that was repeated may have been, and one that was repeated on another connection has overtaken
/// what still waited here.) Everywhere: what was accepted before another was sent comes before it.
final class Order {
    private static final Comparator<Message> AS_SENT =
            Comparator.<Message>comparingInt(message -> connection(message).number)
                    .thenComparingLong(message -> message.firstAttempt);

    private final Findings findings;

    Order(Findings findings) {
        this.findings = findings;
    }

    void check(Conversation conversation) {
        List<Message> rows = new ArrayList<>();
        for (var seq = 1L; seq <= conversation.rows.last(); seq++) {
            var message = conversation.rows.at(seq);
            if (message != null && message.firstConnection != null) rows.add(message);
        }
        checkTimes(rows.reversed());
        rows.sort(AS_SENT);
        checkConnections(rows);
    }

    private void checkTimes(List<Message> falling) {
        Message earliest = null;
        for (var message : falling) {
            if (earliest != null && earliest.accepted < message.firstSent) {
                findings.add(
                        S5,
                        DISORDERED,
                        "message.message",
                        earliest,
                        "was accepted before",
                        message,
                        "was sent");
            }
            if (earliest == null || message.accepted < earliest.accepted) earliest = message;
        }
    }

    private void checkConnections(List<Message> asSent) {
        Message highest = null;
        for (var message : asSent) {
            if (highest != null && connection(highest) != connection(message)) highest = null;
            if (highest != null && message.seq < highest.seq && !message.elsewhere) {
                findings.add(
                        S5,
                        DISORDERED,
                        "message.message",
                        highest,
                        "was sent before",
                        message,
                        "on",
                        connection(message));
            }
            if (message.orderly
                    && connection(message).device != null
                    && (highest == null || message.seq > highest.seq)) {
                highest = message;
            }
        }
    }

    private static Connection connection(Message message) {
        return Objects.requireNonNull(message.firstConnection);
    }
}
