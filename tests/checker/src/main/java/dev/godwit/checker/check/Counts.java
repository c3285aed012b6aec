package dev.godwit.checker.check;

import java.util.TreeMap;

/// What there was, counted while the histories are read.
final class Counts {
    long messages;
    long attempts;
    long accepted;
    long judged;
    long shown;
    long redeliveries;
    long duplicates;
    long retries;
    long refused;
    long late;
    long caughtUp;
    long slowestMicros;
    long readBacks;
    long connections;
    long liveDevices;
    long inFlight;
    long faults;
    long faultsWithEvidence;
    long inFlightAtFaults;
    final TreeMap<String, Long> faultKinds = new TreeMap<>();
    final TreeMap<Integer, Long> closes = new TreeMap<>();

    Figures figures(Findings findings, long historyRows, long incarnations) {
        return new Figures(
                messages,
                attempts,
                accepted,
                judged,
                findings.of(Harm.LOST),
                findings.of(Harm.DOUBLED),
                findings.of(Harm.DISORDERED),
                findings.of(Harm.FABRICATED),
                shown,
                redeliveries,
                duplicates,
                retries,
                refused,
                late,
                caughtUp,
                slowestMicros / 1000,
                readBacks,
                historyRows,
                connections,
                liveDevices,
                incarnations,
                faults,
                faultsWithEvidence,
                inFlightAtFaults,
                faultKinds,
                closes);
    }
}
