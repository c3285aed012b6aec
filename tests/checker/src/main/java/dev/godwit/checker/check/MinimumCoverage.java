package dev.godwit.checker.check;

import java.time.Duration;

/// What a run must have asked of the system for its verdict to count, and how long liveness may
/// take.
///
/// `accepted` messages; `inFlight` sends without an answer, summed over the moments at which faults
/// began; `redeliveries`: entries pushed again and sends answered as duplicates; `late` entries:
/// out of a backlog, or more than half a second after they were accepted; `faults` with evidence.
/// `liveDevices` are connected when evidence is gathered.
///
/// `deliveredWithin`: entries accepted that long before evidence was gathered must have been shown
/// to every device that was live for as long; younger ones may be missing. `presentWithin`:
/// likewise of connections that began or ended. `shown`: how many violations of each invariant the
/// verdict names.
public record MinimumCoverage(
        long accepted,
        long inFlight,
        long redeliveries,
        long late,
        long faults,
        long liveDevices,
        Duration deliveredWithin,
        Duration presentWithin,
        int shown) {
    private static final int SHOWN = 20;

    /// Asks for nothing but the invariants.
    public static MinimumCoverage none(Duration deliveredWithin, Duration presentWithin) {
        return new MinimumCoverage(0, 0, 0, 0, 0, 0, deliveredWithin, presentWithin, SHOWN);
    }

    public MinimumCoverage withAccepted(long count) {
        return new MinimumCoverage(
                count,
                inFlight,
                redeliveries,
                late,
                faults,
                liveDevices,
                deliveredWithin,
                presentWithin,
                shown);
    }

    public MinimumCoverage withFaults(long count, long inFlightThen) {
        return new MinimumCoverage(
                accepted,
                inFlightThen,
                redeliveries,
                late,
                count,
                liveDevices,
                deliveredWithin,
                presentWithin,
                shown);
    }

    public MinimumCoverage withRepairs(long atLeastRedeliveries, long atLeastLate) {
        return new MinimumCoverage(
                accepted,
                inFlight,
                atLeastRedeliveries,
                atLeastLate,
                faults,
                liveDevices,
                deliveredWithin,
                presentWithin,
                shown);
    }

    public MinimumCoverage withLiveDevices(long count) {
        return new MinimumCoverage(
                accepted,
                inFlight,
                redeliveries,
                late,
                faults,
                count,
                deliveredWithin,
                presentWithin,
                shown);
    }
}
