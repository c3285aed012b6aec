package dev.godwit.checker.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// All that is known of one message, from its row and from those who sent it. There may be
/// millions.
final class Message {
    static final long NEVER = Long.MAX_VALUE;

    final Conversation conversation;
    final User sender;
    final User recipient;
    final String id;

    // From the row; seq is 0 where there is none.
    long seq;
    long at;
    long senderN;
    long recipientN;
    String kind = "";
    String hash = "";

    /// What it may contain: what was sent before it was accepted, nearly always one.
    private List<Content> sent = List.of();

    /// What was sent under its id later on, and must have had no effect.
    private List<Content> late = List.of();

    int attempts;
    long firstSent = NEVER;
    long accepted = NEVER;
    long acceptedSeq;
    long acceptedAt;

    /// The generation that it was accepted in last.
    String acceptedLog = "";

    /// It was accepted at some time, in whatever generation.
    boolean everAccepted;

    boolean refused;
    private boolean lapsed;
    boolean retried;
    boolean overHttp;

    /// The first of its attempts: on which connection, and which of all attempts of the run.
    @Nullable Connection firstConnection;

    long firstAttempt;

    /// It was repeated on another connection than the first.
    boolean elsewhere;

    /// It was accepted by its only attempt, on that connection.
    boolean orderly;

    /// The one device that sent it, as far as it did not go over HTTP.
    @Nullable Device device;

    boolean severalDevices;

    /// What a message is, apart from its id.
    record Content(String kind, String hash) {}

    Message(Conversation conversation, User sender, User recipient, String id) {
        this.conversation = conversation;
        this.sender = sender;
        this.recipient = recipient;
        this.id = id;
    }

    /// Its row is the one that it was accepted as.
    boolean survived() {
        return accepted != NEVER && acceptedSeq == seq && acceptedAt == at;
    }

    /// What it was accepted as was in a generation that has ended, and is there no longer.
    void lapse() {
        accepted = NEVER;
        orderly = false;
        elsewhere = true;
        lapsed = true;
    }

    private boolean lapsed() {
        return lapsed || (accepted != NEVER && !survived());
    }

    boolean inTable() {
        return seq > 0;
    }

    void sent(Content content) {
        if (sent.contains(content) || late.contains(content)) return;
        if (accepted == NEVER) sent = with(sent, content);
        else late = with(late, content);
    }

    /// Where it lapsed, nothing kept what was sent later from taking its place.
    boolean maySay(Content content) {
        return sent.contains(content) || (lapsed() && late.contains(content));
    }

    boolean saidOneThing() {
        return sent.size() + late.size() == 1;
    }

    /// The content of an attempt that was made before the message was accepted.
    Content content() {
        return new Content(kind, hash);
    }

    boolean sentBy(Device candidate) {
        return severalDevices || candidate.equals(device);
    }

    boolean sentOnlyBy(Device candidate) {
        return !severalDevices && !overHttp && candidate.equals(device);
    }

    private static List<Content> with(List<Content> contents, Content another) {
        if (contents.isEmpty()) return List.of(another);
        var all = new ArrayList<>(contents);
        all.add(another);
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return "%s of %s to %s (seq %d, n %d)".formatted(id, sender, recipient, seq, recipientN);
    }
}
