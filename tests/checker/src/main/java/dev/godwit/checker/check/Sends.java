package dev.godwit.checker.check;

import static dev.godwit.checker.check.Harm.DISORDERED;
import static dev.godwit.checker.check.Harm.DOUBLED;
import static dev.godwit.checker.check.Harm.FABRICATED;
import static dev.godwit.checker.check.Harm.LOST;
import static dev.godwit.checker.check.Harm.OTHER;
import static dev.godwit.checker.check.Invariant.L3;
import static dev.godwit.checker.check.Invariant.P;
import static dev.godwit.checker.check.Invariant.S1;
import static dev.godwit.checker.check.Invariant.S2;
import static dev.godwit.checker.check.Invariant.S3;
import static dev.godwit.checker.check.Invariant.S4;
import static dev.godwit.checker.check.Invariant.S9;

import dev.godwit.checker.history.Event.Accepted;
import dev.godwit.checker.history.Event.GaveUp;
import dev.godwit.checker.history.Event.Refused;
import dev.godwit.checker.history.Event.Retry;
import dev.godwit.checker.history.Event.Sending;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Each send and each answer to it, against its row: S1, S3, and what was sent for S2.
final class Sends {
    private static final String NO_ANSWER = "no_answer"; // to a call over HTTP
    private static final Set<String> RETRYABLE = Set.of("rate_limited", "unavailable", NO_ANSWER);
    private static final String CONFLICT = "conflict";

    private final World world;
    private final Findings findings;
    private final Counts counts;
    private final Generations generations;
    private final PastNumbers past;

    Sends(World world, Findings findings, Counts counts, PastNumbers past) {
        this.world = world;
        this.findings = findings;
        this.counts = counts;
        this.generations = world.generations;
        this.past = past;
    }

    void sending(Moment at, Connection connection, Sending event) {
        var sender = world.user(event.user());
        var recipient = world.user(event.peer());
        if (connection.device != null && connection.device.user != sender) {
            findings.add(S9, OTHER, at.where(), connection, "sends for another:", event);
            return;
        }
        var message = world.conversation(sender, recipient).message(sender, event.id());
        var content = new Message.Content(event.kind(), event.hash());
        message.sent(content);
        counts.attempts++;
        if (message.attempts++ == 0) {
            counts.messages++;
            counts.inFlight++;
            message.firstSent = at.micros();
            message.firstConnection = connection;
            message.firstAttempt = counts.attempts;
        } else if (connection != message.firstConnection) {
            message.elsewhere = true;
        }
        sentBy(message, connection.device);
        var attempts =
                connection.attempts.computeIfAbsent(
                        key(event.user(), event.id()), key -> new Attempts(message));
        if (message.maySay(content)) attempts.repeats++;
        else attempts.others++;
        if (attempts.lastSent == 0) attempts.firstSent = at.micros();
        attempts.lastSent = at.micros();
    }

    private static void sentBy(Message message, @Nullable Device device) {
        if (device == null) message.overHttp = true;
        else if (message.device == null) message.device = device;
        else if (message.device != device) message.severalDevices = true;
    }

    /// Returns the message, or null where the answer is to nothing that was sent.
    @Nullable Message accepted(Moment at, Connection connection, Accepted event) {
        var message = world.message(event.user(), event.peer(), event.id());
        if (message == null || message.attempts == 0) {
            findings.add(S9, FABRICATED, at.where(), "accepted, but never sent:", event);
            return null;
        }
        if (event.duplicate()) counts.duplicates++;
        var log = connection.device == null ? event.log() : connection.log;
        generations.named(log, at.micros());
        if (message.everAccepted && generations.isLater(log, message.acceptedLog)) {
            if (message.survived()) message.acceptedLog = log;
            else message.lapse();
        }
        settle(at, connection, message, event, log);
        if (message.everAccepted && generations.isLater(message.acceptedLog, log)) return message;
        compare(at, message, event, log);
        if (message.accepted == Message.NEVER) {
            if (!message.refused && !message.everAccepted) counts.inFlight--;
            if (!message.everAccepted) counts.accepted++;
            message.everAccepted = true;
            message.acceptedLog = log;
            message.accepted = at.micros();
            message.acceptedSeq = event.seq();
            message.acceptedAt = event.at();
            message.orderly =
                    message.attempts == 1
                            && !message.retried
                            && connection == message.firstConnection;
        }
        if (message.survived()) {
            message.recipient.accepted(message.recipientN);
            message.sender.accepted(message.senderN);
        }
        return message;
    }

    private void compare(Moment at, Message message, Accepted event, String log) {
        if (message.accepted != Message.NEVER && event.seq() != message.acceptedSeq) {
            findings.add(
                    S3,
                    DOUBLED,
                    at.where(),
                    message,
                    "accepted as seq",
                    event.seq(),
                    "and before",
                    "as",
                    message.acceptedSeq);
        } else if (!generations.isLast(log)) {
            if (!past.row(log, event.seq(), message)) {
                findings.add(S4, DISORDERED, at.where(), "a number of two messages:", event);
            }
        } else if (!message.inTable()) {
            if (message.accepted == Message.NEVER) {
                findings.add(S1, LOST, at.where(), "accepted, but has no row:", event);
            }
        } else if (event.seq() != message.seq || event.at() != message.at) {
            findings.add(S1, LOST, at.where(), "accepted as", event, "but stored as", message);
        }
        if (event.n() != 0 && event.n() != message.senderN && generations.isLast(log)) {
            findings.add(S4, OTHER, at.where(), message, "n is", message.senderN, "not", event.n());
        }
    }

    /// Which attempt this answers can be told except where it may be the log's repetition of it.
    private void settle(
            Moment at, Connection connection, Message message, Accepted event, String log) {
        if (event.n() != 0 && !event.duplicate() && connection.device != null) return;
        var attempts = connection.attempts.get(key(event.user(), event.id()));
        if (attempts == null || attempts.repeats + attempts.others == 0) {
            findings.add(P, OTHER, at.where(), message, "is answered once more than it was sent");
        } else if (attempts.repeats == 0) {
            attempts.others--;
            findings.add(S3, OTHER, at.where(), message, "other content taken as a duplicate");
        } else {
            attempts.repeats--;
            if (generations.hadEnded(log, attempts.firstSent)) {
                findings.add(S1, LOST, at.where(), "accepted in an ended generation:", event);
            }
            if (!event.duplicate() && message.accepted < attempts.lastSent && single(attempts)) {
                findings.add(P, OTHER, at.where(), message, "accepted as new once more");
            }
        }
    }

    /// Whether the attempt that was just answered was the only one.
    private static boolean single(Attempts attempts) {
        return attempts.repeats + attempts.others == 0;
    }

    void refused(Moment at, Connection connection, Refused event) {
        counts.refused++;
        var attempts = due(at, connection, event.user(), event.id());
        if (attempts == null) return;
        var message = attempts.message;
        var conflict = event.code().equals(CONFLICT);
        if (conflict && attempts.others > 0) attempts.others--;
        else if (attempts.repeats > 0) attempts.repeats--;
        else attempts.others--;
        if (RETRYABLE.contains(event.code())) {
            findings.add(P, OTHER, at.where(), message, "refused for good:", event.code());
        } else if (conflict && message.saidOneThing()) {
            findings.add(S3, OTHER, at.where(), message, "a conflict with itself");
        } else if (!conflict && message.inTable()) {
            findings.add(S2, FABRICATED, at.where(), message, "refused, but stored:", event.code());
        }
        if (!message.refused && !message.everAccepted) counts.inFlight--;
        message.refused = true;
    }

    void retry(Moment at, Connection connection, Retry event) {
        counts.retries++;
        var attempts = due(at, connection, event.user(), event.id());
        if (attempts == null) return;
        attempts.message.retried = true;
        if (attempts.repeats > 0) attempts.repeats--;
        else attempts.others--;
        if (!RETRYABLE.contains(event.code()) || event.retryInMs() < 0) {
            findings.add(P, OTHER, at.where(), attempts.message, "not to be repeated:", event);
        }
    }

    void gaveUp(Moment at, GaveUp event) {
        findings.add(L3, LOST, at.where(), "given up:", event);
    }

    private @Nullable Attempts due(Moment at, Connection connection, String user, String id) {
        var attempts = connection.attempts.get(key(user, id));
        if (attempts != null && !single(attempts)) return attempts;
        findings.add(P, OTHER, at.where(), "an answer to nothing:", at.line().event());
        return null;
    }

    private static String key(String user, String id) {
        return user + '\t' + id;
    }
}
