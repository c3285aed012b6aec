package dev.godwit.bench.ledger;

import java.util.Arrays;

/// Everything one person sent to the other, by number, and what became of it. Owned by the event
/// loop of its pair.
public final class Stream {
    private static final byte ACCEPTED = 1;
    private static final byte DELIVERED = 2;
    private static final byte REFUSED = 4;
    private static final byte UNKNOWN = 8;
    private static final byte ANSWERED = ACCEPTED | REFUSED | UNKNOWN;

    private final String name;
    private final Violations violations;
    private long[] intended = new long[64];
    private long[] seqs = new long[64];
    private byte[] states = new byte[64];
    private int sent;
    private int unanswered;
    private int due;
    private int lastDelivered = -1;

    public Stream(String name, Violations violations) {
        this.name = name;
        this.violations = violations;
    }

    /// Notes a send and gives it its number.
    public int sent(long intendedNanos) {
        if (sent == states.length) {
            intended = Arrays.copyOf(intended, sent * 2);
            seqs = Arrays.copyOf(seqs, sent * 2);
            states = Arrays.copyOf(states, sent * 2);
        }
        intended[sent] = intendedNanos;
        unanswered++;
        return sent++;
    }

    public boolean knows(int message) {
        return message >= 0 && message < sent;
    }

    /// When it was meant to be sent.
    public long intended(int message) {
        return intended[message];
    }

    public void accepted(int message, long seq) {
        if (!answered(message, ACCEPTED)) return;
        numbered(message, seq);
        if (is(message, DELIVERED)) return;
        due++;
    }

    /// Final: it must never arrive.
    public void refused(int message) {
        if (!answered(message, REFUSED)) return;
        if (is(message, DELIVERED)) report(Violation.REFUSED_BUT_DELIVERED, message);
    }

    /// It may arrive or not.
    public void unknown(int message) {
        answered(message, UNKNOWN);
    }

    public void delivered(int message, long seq) {
        if (is(message, DELIVERED)) {
            report(Violation.DOUBLED, message);
            return;
        }
        if (is(message, REFUSED)) report(Violation.REFUSED_BUT_DELIVERED, message);
        if (message < lastDelivered) report(Violation.DISORDERED, message);
        lastDelivered = Math.max(message, lastDelivered);
        numbered(message, seq);
        states[message] |= DELIVERED;
        if (is(message, ACCEPTED)) due--;
    }

    /// How many have no answer yet, or are accepted and not delivered.
    public int pending() {
        return unanswered + due;
    }

    /// Judges what is left: nothing more will come.
    void close() {
        var lastSeq = 0L;
        for (var message = 0; message < sent; message++) {
            if (!is(message, ANSWERED)) report(Violation.UNANSWERED, message);
            if (is(message, ACCEPTED) && !is(message, DELIVERED)) report(Violation.LOST, message);
            if (seqs[message] == 0) continue;
            if (seqs[message] < lastSeq) report(Violation.DISORDERED, message);
            lastSeq = seqs[message];
        }
    }

    int size() {
        return sent;
    }

    /// 0 if it never got one.
    long seq(int message) {
        return seqs[message];
    }

    private boolean answered(int message, byte answer) {
        if (is(message, ANSWERED)) {
            report(Violation.DOUBLED, message);
            return false;
        }
        states[message] |= answer;
        unanswered--;
        return true;
    }

    private void numbered(int message, long seq) {
        if (seq <= 0 || (seqs[message] != 0 && seqs[message] != seq))
            report(Violation.ALTERED, message);
        seqs[message] = seq;
    }

    private boolean is(int message, byte state) {
        return (states[message] & state) != 0;
    }

    private void report(Violation violation, int message) {
        violations.add(violation, name + " message " + message);
    }
}
