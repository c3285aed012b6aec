package dev.godwit.chaos.fault;

import dev.godwit.chaos.proxy.Conditions;
import dev.godwit.chaos.proxy.Entrance;

import java.util.Locale;

/// How a link is cut.
public enum PartitionMode {
    /// Everything vanishes, and neither side is told.
    SWALLOW,
    /// Everything waits, and arrives when the link is whole again.
    STALL,
    /// What is connected is reset, and nobody may connect.
    REFUSE;

    Conditions conditions() {
        return switch (this) {
            case SWALLOW -> Conditions.BLACK_HOLE;
            case STALL -> Conditions.STALLED;
            case REFUSE -> Conditions.CLEAR.with(Entrance.REFUSED);
        };
    }

    boolean resets() {
        return this == REFUSE;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
