package dev.godwit.local.chat;

import dev.godwit.id.UserId;
import dev.godwit.local.chat.Outgoing.Progress.Accepted;
import dev.godwit.local.chat.Outgoing.Progress.Delivered;
import dev.godwit.local.chat.Outgoing.Progress.Pending;
import dev.godwit.local.chat.Outgoing.Progress.Refused;
import dev.godwit.protocol.ServerFrame;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// How messages read as text.
record Wording(UserId me, UserId peer, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    String clock(long at) {
        return CLOCK.format(Instant.ofEpochMilli(at).atZone(zone));
    }

    /// Who wrote it and, where it is part of another conversation, to whom.
    String people(ServerFrame.Message message) {
        if (message.to().equals(me))
            return message.from() + (message.from().equals(peer) ? "" : " (to you)");
        return message.from() + (message.to().equals(peer) ? "" : " (to " + message.to() + ")");
    }

    static String mark(Outgoing message) {
        return switch (message.progress()) {
            case Pending() -> "…";
            case Accepted(_) -> "✓";
            case Delivered(_) -> "✓✓";
            case Refused(_) -> "✗";
        };
    }

    static String words(Outgoing message) {
        return switch (message.progress()) {
            case Pending() -> "pending";
            case Accepted(_) -> "accepted";
            case Delivered(_) -> "delivered";
            case Refused(var why) -> "refused: " + printable(why);
        };
    }

    /// Text from others as one harmless line: nothing in it can move the cursor or ring the bell.
    static String printable(String text) {
        return text.replaceAll("\\R", " ⏎ ").replaceAll("\\p{Cntrl}", "�");
    }
}
