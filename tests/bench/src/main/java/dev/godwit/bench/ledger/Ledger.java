package dev.godwit.bench.ledger;

import java.util.BitSet;

/// One conversation from its first message on: the streams of its two people. Owned by the event
/// loop of its pair.
public final class Ledger {
    private final String name;
    private final Stream forth;
    private final Stream back;
    private final Violations violations;

    public Ledger(String one, String other, Violations violations) {
        this.name = one + " and " + other;
        this.forth = new Stream(one + " to " + other, violations);
        this.back = new Stream(other + " to " + one, violations);
        this.violations = violations;
    }

    public Stream forth() {
        return forth;
    }

    public Stream back() {
        return back;
    }

    public int pending() {
        return forth.pending() + back.pending();
    }

    /// Judges the conversation as a whole: nothing lost, and its numbers are 1 to N, each once.
    public void close() {
        forth.close();
        back.close();
        var seen = new BitSet();
        number(forth, seen);
        number(back, seen);
        var missing = seen.nextClearBit(1);
        if (missing < seen.length())
            violations.add(Violation.HOLE, "%s: seq %d".formatted(name, missing));
    }

    private void number(Stream stream, BitSet seen) {
        for (var message = 0; message < stream.size(); message++) {
            var seq = (int) stream.seq(message);
            if (seq <= 0) continue;
            if (seen.get(seq)) violations.add(Violation.DOUBLED, "%s: seq %d".formatted(name, seq));
            seen.set(seq);
        }
    }
}
