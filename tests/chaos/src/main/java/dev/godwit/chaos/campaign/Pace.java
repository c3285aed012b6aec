package dev.godwit.chaos.campaign;

import dev.godwit.chaos.fault.FaultKind;

import java.time.Duration;

/// How often faults of a family come, on average.
///
/// A run that is too short for each kind to come once at that pace has a quicker one.
record Pace(Duration length) {
    /// The first of each kind come within this part of a run, so that each is over in time.
    private static final double PART_FOR_ALL = 0.75;

    /// `kinds`: how many of the family there are.
    Duration mean(FaultKind.Family family, int kinds) {
        var usual = usual(family);
        var quick = Duration.ofNanos((long) (PART_FOR_ALL * length.toNanos() / Math.max(1, kinds)));
        return usual.compareTo(quick) < 0 ? usual : quick;
    }

    private static Duration usual(FaultKind.Family family) {
        return switch (family) {
            case KILL -> Duration.ofMillis(5_500);
            case PAUSE -> Duration.ofSeconds(13);
            case PARTITION, HOST -> Duration.ofSeconds(18);
            case UPHEAVAL -> Duration.ofMinutes(1);
            case OUTAGE -> Duration.ofMinutes(3);
            case LASTING -> throw new IllegalArgumentException("there is one for all the time");
        };
    }
}
