package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.DISORDERED;
import static dev.godwit.checker.check.Harm.DOUBLED;
import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.S3;
import static dev.godwit.checker.check.Invariant.S4;
import static dev.godwit.checker.check.Invariant.S7;

import dev.godwit.checker.history.Found;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rows of all tables, put together and checked against each other: S3, S4 and what S7 says of
/// logs.
final class Tables {
    private final World world;
    private final Findings findings;
    private final Map<String, Conversation> byId = new HashMap<>();
    private final List<OwnEntry> ownEntries = new ArrayList<>();

    /// An entry of the sender's own log, and the device that it says the message came from.
    private record OwnEntry(Message message, String origin) {}

    Tables(World world, Findings findings) {
        this.world = world;
        this.findings = findings;
    }

    void add(Found.Conversation row) {
        var conversation = world.conversation(world.user(row.low()), world.user(row.high()));
        if (!conversation.low.name.equals(row.low()) || conversation.lastSeq >= 0) {
            findings.add(S4, OTHER, "message.conversation", "not one row with both people:", row);
        }
        if (byId.put(row.conversation(), conversation) != null) {
            findings.add(S4, OTHER, "message.conversation", "an id of two conversations:", row);
        }
        conversation.lastSeq = row.lastSeq();
    }

    void add(Found.Message row) {
        var sender = world.user(row.sender());
        var recipient = world.user(row.recipient());
        var conversation = world.conversation(sender, recipient);
        if (byId.get(row.conversation()) != conversation) {
            findings.add(S4, OTHER, "message.message", "in a conversation of others:", row);
        }
        var message = conversation.message(sender, row.id());
        if (message.inTable()) {
            findings.add(S3, DOUBLED, "message.message", "a second row:", row);
            message = new Message(conversation, sender, recipient, row.id());
        }
        fill(message, row);
        place(message);
    }

    private static void fill(Message message, Found.Message row) {
        message.seq = row.seq();
        message.at = row.at();
        message.senderN = row.senderN();
        message.recipientN = row.recipientN();
        message.kind = row.kind().intern();
        message.hash = row.hash();
    }

    private void place(Message message) {
        if (!message.conversation.rows.put(message.seq, message)) {
            findings.add(
                    S4, DISORDERED, "message.message", "a seq that is taken or none:", message);
        }
        if (!message.recipient.log.put(message.recipientN, message)) {
            findings.add(S4, DISORDERED, "message.message", "an n that is taken or none:", message);
        }
        var own = message.senderN;
        var self = message.sender == message.recipient;
        if (self ? own != message.recipientN : own != 0 && !message.sender.log.put(own, message)) {
            findings.add(
                    S4, DISORDERED, "message.message", "a sender's n that is taken or none:", own);
        }
    }

    void add(Found.Mark row) {
        var conversation = byId.get(row.conversation());
        var user = world.user(row.user());
        if (conversation == null || (conversation.low != user && conversation.high != user)) {
            findings.add(S7, OTHER, "message.mark", "a mark of nobody in the conversation:", row);
        } else {
            conversation.marked[conversation.side(user)] = row.delivered();
        }
    }

    void add(Found.Head row) {
        var user = world.user(row.user());
        user.head = row.head();
        user.floor = row.floor();
    }

    void add(Found.Generation row) {
        world.generations.last = row.log();
    }

    void add(Found.Cursor row) {
        world.user(row.user()).device(row.device()).cursor = row.cursor();
    }

    void add(Found.Entry row) {
        var user = world.user(row.user());
        var message = user.log.at(row.n());
        if (message == null
                || byId.get(row.conversation()) != message.conversation
                || row.seq() != message.seq
                || row.own() != (message.sender == user)
                || (!row.own() && !row.origin().isEmpty())) {
            findings.add(S4, DISORDERED, "inbox.entry", "names another message:", row, message);
            return;
        }
        if (user.kept.get((int) row.n())) {
            findings.add(S4, DOUBLED, "inbox.entry", "an entry twice:", row);
        }
        user.kept.set((int) row.n());
        if (row.own()) ownEntries.add(new OwnEntry(message, row.origin()));
    }

    /// Once all rows are there.
    void check() {
        world.conversations().forEach(this::checkNumbers);
        world.users().forEach(this::checkLog);
    }

    /// Once all histories have been read.
    void checkOrigins() {
        for (var entry : ownEntries) {
            var message = entry.message;
            var right =
                    entry.origin.isEmpty()
                            ? message.overHttp
                            : message.sentBy(message.sender.device(entry.origin));
            if (!right) {
                findings.add(S4, OTHER, "inbox.entry", message, "never came from", entry.origin);
            }
        }
    }

    private void checkNumbers(Conversation conversation) {
        var rows = conversation.rows;
        holes(rows, conversation + " seq");
        if (rows.last() != conversation.lastSeq) {
            findings.add(
                    S4,
                    LOST,
                    "message.conversation",
                    conversation,
                    "ends at",
                    rows.last(),
                    "not",
                    conversation.lastSeq);
        }
    }

    private void checkLog(User user) {
        holes(user.log, user + " n");
        var last = user.log.last();
        if (user.floor > last) {
            findings.add(S7, LOST, "inbox.log", user, "has its floor at", user.floor);
        }
        if (last != Math.max(0, user.head)) {
            findings.add(S4, LOST, "inbox.log", user, "ends at", last, "not", user.head);
        }
        var trimmable =
                user.devices.values().stream().mapToLong(device -> device.cursor).min().orElse(0);
        for (var n = Math.max(user.floor, trimmable) + 1; n <= last; n++) {
            if (!user.kept.get((int) n)) {
                findings.add(
                        S7,
                        LOST,
                        "inbox.entry",
                        user.log.at(n),
                        "is gone from the log of",
                        user,
                        "at",
                        n,
                        "though a device is at",
                        trimmable);
            }
        }
    }

    private void holes(Slots slots, String what) {
        for (var number = 1L; number < slots.last(); number++) {
            if (slots.at(number) == null) {
                findings.add(S4, LOST, "message.message", what, number, "is missing");
            }
        }
    }
}
