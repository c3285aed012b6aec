package dev.godwit.checker.check;

import java.util.Map;
import java.util.TreeMap;

/// What there was in a run. `messages` were sent, `accepted` of them answered so, `judged` compared
/// with their row. `lost`, `doubled`, `disordered` and `fabricated` count violations. `late`
/// entries were shown more than half a second after they were accepted, `caughtUp` ones came out of
/// a backlog; `closes` is by close code.
public record Figures(
        long messages,
        long attempts,
        long accepted,
        long judged,
        long lost,
        long doubled,
        long disordered,
        long fabricated,
        long shown,
        long redeliveries,
        long duplicates,
        long retries,
        long refused,
        long late,
        long caughtUp,
        long slowestMillis,
        long readBacks,
        long historyRows,
        long connections,
        long liveDevices,
        long incarnations,
        long faults,
        long faultsWithEvidence,
        long inFlight,
        Map<String, Long> faultKinds,
        Map<Integer, Long> closes) {
    static final Figures NONE =
            new Figures(
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    Map.of(), Map.of());

    public Figures {
        faultKinds = new TreeMap<>(faultKinds);
        closes = new TreeMap<>(closes);
    }
}
