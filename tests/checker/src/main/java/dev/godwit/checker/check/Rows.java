package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.FABRICATED;
import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.L1;
import static dev.godwit.checker.check.Invariant.L3;
import static dev.godwit.checker.check.Invariant.S1;
import static dev.godwit.checker.check.Invariant.S2;

/// Every row against what was sent, and every send against its end, once all is known: S2, L3, and
/// that other devices of the sender get to see it (L1).
final class Rows {
    private static final String ROWS = "message.message";

    private final World world;
    private final Findings findings;
    private final Counts counts;

    Rows(World world, Findings findings, Counts counts) {
        this.world = world;
        this.findings = findings;
        this.counts = counts;
    }

    void check(Conversation conversation) {
        for (var message : conversation.messages()) {
            conclude(message);
            if (message.inTable()) checkRow(message);
            if (message.attempts > 0 && !message.everAccepted && !message.refused) {
                findings.add(L3, OTHER, "histories", message, "has not ended");
            }
        }
    }

    /// Whoever was told that it was accepted has sent it again since the generation ended.
    private void conclude(Message message) {
        if (!message.everAccepted || world.generations.isLast(message.acceptedLog)) return;
        if (!message.inTable()) {
            findings.add(S1, LOST, ROWS, message, "was accepted in", message.acceptedLog);
        } else if (!message.survived()) {
            message.lapse();
        }
    }

    private void checkRow(Message message) {
        if (message.attempts == 0) {
            findings.add(S2, FABRICATED, ROWS, "nobody sent", message);
            return;
        }
        if (message.everAccepted) counts.judged++;
        if (!message.maySay(message.content())) {
            findings.add(S2, FABRICATED, ROWS, "sent with other content:", message);
        }
        if (message.senderN > 0) return;
        for (var device : message.sender.devices.values()) {
            var known = Math.min(message.firstSent, world.generations.copied);
            if (device.firstLive < known && !message.sentBy(device)) {
                findings.add(L1, LOST, ROWS, message, "is kept from the sender's", device);
            }
        }
    }
}
