package dev.godwit.local.chat;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.local.chat.Outgoing.Progress;
import dev.godwit.local.chat.Outgoing.Progress.Accepted;
import dev.godwit.local.chat.Outgoing.Progress.Delivered;
import dev.godwit.local.chat.Outgoing.Progress.Pending;
import dev.godwit.local.chat.Outgoing.Progress.Refused;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one person knows of a conversation: what was written and how far it came, and what has
/// arrived already. No I/O; owned by the session's thread.
final class Conversation {
    /// How many messages that are through are kept, for a server that goes on from a backup.
    private static final int MOST_REPEATED = 1000;

    private final UserId peer;
    private final Map<ClientMessageId, Outgoing> outgoing = new LinkedHashMap<>();
    private final Map<ClientMessageId, Outgoing> through =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ClientMessageId, Outgoing> eldest) {
                    return size() > MOST_REPEATED;
                }
            };

    private @Nullable LogGeneration log;
    private long delivered;
    private long highestN;

    Conversation(UserId peer) {
        this.peer = peer;
    }

    Outgoing wrote(ClientMessageId id, String body, long at) {
        var message = new Outgoing(id, body, at, new Pending());
        outgoing.put(id, message);
        return message;
    }

    /// Takes notice of the generation that a connection's numbers are of. Where it is another one
    /// than before, which is answered, what was seen counts no longer, and what was accepted is
    /// pending again.
    boolean restored(@Nullable LogGeneration current) {
        var before = log;
        if (current != null) log = current;
        if (before == null || current == null || before.equals(current)) return false;
        highestN = 0;
        delivered = 0;
        var all = new LinkedHashMap<>(through);
        all.putAll(outgoing);
        through.clear();
        outgoing.clear();
        all.forEach((id, message) -> outgoing.put(id, message.now(new Pending())));
        return true;
    }

    /// Everything that has to be sent again on a new connection, in the order it was written.
    List<Outgoing> pending() {
        return outgoing.values().stream()
                .filter(message -> message.progress() instanceof Pending)
                .toList();
    }

    /// Answers the messages that came further by this, none if it says nothing new.
    List<Outgoing> accepted(ServerFrame.Accepted accepted) {
        highestN = Math.max(highestN, accepted.n());
        var message = outgoing.get(accepted.id());
        if (message == null || !accepted.peer().equals(peer)) return List.of();
        if (!(message.progress() instanceof Pending)) return List.of();
        return List.of(advance(message, reached(accepted.seq())));
    }

    List<Outgoing> refused(ServerFrame.Refusal refusal) {
        if (refusal.id() == null) return List.of();
        var message = outgoing.get(new ClientMessageId(refusal.id()));
        if (message == null || !(message.progress() instanceof Pending)) return List.of();
        return List.of(advance(message, new Refused(refusal.message())));
    }

    /// The peer has got everything up to this place of the conversation.
    List<Outgoing> delivered(long seq) {
        if (seq <= delivered) return List.of();
        delivered = seq;
        var further = new ArrayList<Outgoing>();
        for (var message : List.copyOf(outgoing.values()))
            if (message.progress() instanceof Accepted(var at) && at <= seq)
                further.add(advance(message, new Delivered(at)));
        return further;
    }

    /// Whether the log entry is to be shown: after a reconnect an entry may come again.
    boolean isNew(ServerFrame.Message message) {
        if (message.n() <= highestN) return false;
        highestN = message.n();
        return true;
    }

    /// Whether the message is part of this conversation, whoever of the two wrote it.
    boolean ours(ServerFrame.Message message) {
        return message.from().equals(peer) || message.to().equals(peer);
    }

    private Progress reached(long seq) {
        return seq <= delivered ? new Delivered(seq) : new Accepted(seq);
    }

    private Outgoing advance(Outgoing message, Progress progress) {
        var further = message.now(progress);
        // what is through is forgotten one day: a long chat does not grow
        if (progress instanceof Delivered || progress instanceof Refused)
            outgoing.remove(message.id());
        if (progress instanceof Delivered) through.put(message.id(), further);
        else if (progress instanceof Accepted) outgoing.put(message.id(), further);
        return further;
    }
}
