package dev.godwit.checker.workload;

/// What is said: `rate` new messages per second over all people, with bodies of `minBytes` to
/// `maxBytes` (small ones far more often).
///
/// A share `bursts` of the messages goes out in pipelined bursts of up to `burstLength` to one
/// person, a share `http` by `POST`. After an `accepted`, a share `repeats` is sent once more as it
/// was, a share `conflicts` once more with another body, and a share `readBacks` is looked up in
/// history at once. A device has at most `maxPending` messages that have not ended; while it has,
/// it sends no new ones.
public record Traffic(
        double rate,
        int minBytes,
        int maxBytes,
        double bursts,
        int burstLength,
        double http,
        double repeats,
        double conflicts,
        double readBacks,
        int maxPending) {
    public Traffic {
        Shares.atLeast("traffic.minBytes", minBytes, 48);
        Shares.atLeast("traffic.maxBytes", maxBytes, minBytes);
        Shares.check("traffic.bursts", bursts);
        Shares.check("traffic.http", http);
        Shares.check("traffic.repeats", repeats);
        Shares.check("traffic.conflicts", conflicts);
        Shares.check("traffic.readBacks", readBacks);
        Shares.atLeast("traffic.burstLength", burstLength, 1);
        Shares.atLeast("traffic.maxPending", maxPending, 1);
    }

    public static Traffic at(double rate) {
        return new Traffic(rate, 64, 4_096, 0.3, 10, 0.05, 0.01, 0.005, 0.01, 16);
    }
}
