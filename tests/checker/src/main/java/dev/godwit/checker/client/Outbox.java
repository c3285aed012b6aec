package dev.godwit.checker.client;

import dev.godwit.checker.client.Pending.Letter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The messages of one device that have not ended, in the order they were made: that is the order
/// in which they are sent, and sent again. Owned by its device.
///
/// A refusal for now holds everything back until its time has come, so that what comes later does
/// not overtake what was refused.
final class Outbox {
    private final Map<String, Pending> byId = new LinkedHashMap<>();
    private final long patience;
    private long heldUntil = Long.MIN_VALUE;

    /// `patience`: nanoseconds after which a send without any answer is sent again.
    Outbox(long patience) {
        this.patience = patience;
    }

    int size() {
        return byId.size();
    }

    /// One message per id is on its way at a time.
    boolean has(String id) {
        return byId.containsKey(id);
    }

    Optional<Pending> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    void add(Letter letter, boolean http, int attempts) {
        var before = byId.put(letter.id(), new Pending(letter, http, attempts));
        if (before != null) throw new IllegalStateException(letter.id() + " is on its way already");
    }

    /// Another generation of the log has begun: what was accepted in those before goes out again,
    /// ahead of what has not been, and nothing is probed that may have to be sent first.
    void restored(Collection<Letter> accepted) {
        var before = List.copyOf(byId.values());
        byId.clear();
        for (var letter : accepted) add(letter.afterRestore(), false, 1);
        for (var pending : before) {
            if (!pending.letter().purpose().probes()) byId.put(pending.letter().id(), pending);
        }
    }

    /// What may be sent now by `POST` or on a connection, in order.
    List<Pending> due(boolean http, long now) {
        if (heldUntil > now) return List.of();
        return byId.values().stream().filter(p -> p.waiting() && p.http() == http).toList();
    }

    /// The message came to an end.
    Optional<Pending> ended(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    /// It was refused for now, and will be sent again not before `until`.
    void notNow(String id, long until, boolean nextByHttp) {
        var pending = byId.get(id);
        if (pending == null) return;
        pending.waitAgain(nextByHttp);
        heldUntil = Math.max(heldUntil, until);
    }

    /// The connection is gone, and with it every answer that it still owed.
    void lost(long connection) {
        for (var pending : byId.values()) {
            if (pending.on() == connection) pending.waitAgain(false);
        }
    }

    /// Sends that nobody has answered for too long wait to be sent again.
    void giveUpWaiting(long now) {
        for (var pending : byId.values()) {
            if (pending.on() > Pending.BY_HTTP && now - pending.sentAt() > patience) {
                pending.waitAgain(false);
            }
        }
    }

    /// When something has to be done next without anything happening: [Long#MAX_VALUE] for never.
    /// `connected`: more can be sent than by `POST`.
    long nextTurn(long now, boolean connected) {
        var next = Long.MAX_VALUE;
        for (var pending : byId.values()) {
            if (pending.waiting()) {
                if (connected || pending.http()) next = Math.min(next, Math.max(heldUntil, now));
            } else if (pending.on() > Pending.BY_HTTP) {
                next = Math.min(next, pending.sentAt() + patience + 1);
            }
        }
        return next;
    }

    /// Empties it: what has not ended never will.
    List<String> abandon() {
        var ids = new ArrayList<>(byId.keySet());
        byId.clear();
        return ids;
    }
}
