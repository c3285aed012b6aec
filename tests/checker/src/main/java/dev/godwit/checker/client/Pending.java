package dev.godwit.checker.client;

/// A message on its way, until it has ended. Owned by its device.
final class Pending {
    /// Why it is sent.
    enum Purpose {
        /// It is new: any `accepted` for its id ends it.
        FIRST,
        /// It was accepted before: only `duplicate` ends it.
        REPEAT,
        /// Its id was accepted with another body: only a refusal ends it.
        CONFLICT,
        /// It was accepted in a generation of the log that has ended: any `accepted`, or a
        /// `conflict`, says that it is there.
        AFTER_RESTORE;

        /// Whether it asks what becomes of an id that was accepted before.
        boolean probes() {
            return this == REPEAT || this == CONFLICT;
        }
    }

    /// What is sent, and why. `variant` names the body together with the id.
    record Letter(String id, String peer, String kind, int bytes, int variant, Purpose purpose) {
        Letter afterRestore() {
            return new Letter(id, peer, kind, bytes, variant, Purpose.AFTER_RESTORE);
        }
    }

    /// No connection: it waits.
    static final long NOWHERE = -1;

    /// In place of a connection: a `POST` is under way.
    static final long BY_HTTP = 0;

    private final Letter letter;
    private boolean http;
    private int attempts;
    private long on = NOWHERE;
    private long firstSentAt;
    private long sentAt;

    Pending(Letter letter, boolean http, int attempts) {
        this.letter = letter;
        this.http = http;
        this.attempts = attempts;
    }

    Letter letter() {
        return letter;
    }

    /// Whether the next attempt is a `POST`.
    boolean http() {
        return http;
    }

    int attempts() {
        return attempts;
    }

    boolean waiting() {
        return on == NOWHERE;
    }

    long on() {
        return on;
    }

    /// Or only by an earlier incarnation.
    boolean attemptedHere() {
        return firstSentAt != 0;
    }

    /// By this incarnation.
    long firstSentAt() {
        return firstSentAt;
    }

    long sentAt() {
        return sentAt;
    }

    void sent(long connection, long now) {
        if (firstSentAt == 0) firstSentAt = now;
        on = connection;
        sentAt = now;
        attempts++;
    }

    void waitAgain(boolean nextByHttp) {
        on = NOWHERE;
        http = nextByHttp;
    }
}
