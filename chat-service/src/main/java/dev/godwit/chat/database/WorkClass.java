package dev.godwit.chat.database;

import java.util.EnumMap;
import java.util.Map;

/// A class of work that has connections of its own: where it has them all in use it waits for
/// itself, and holds up no other.
public enum WorkClass {
    /// Sends: one connection per worker of the intake.
    INTAKE,
    /// Openings and acks of devices.
    DEVICES,
    /// Log pages and heads for gateways.
    LOGS,
    /// What is read over HTTP.
    HISTORY,
    /// Trimming and sweeps.
    UPKEEP;

    /// One connection asks whether PostgreSQL is there, and is nobody's else.
    private static final int PROBE = 1;

    private static final int MOST_FOR_UPKEEP = 3;

    /// The fewest connections that can be shared out.
    public static int fewest(int intakeWorkers) {
        return intakeWorkers + PROBE + values().length - 1;
    }

    /// How many of `connections` each class has; those of the workers apart, the classes that
    /// people wait for have as many as each other, the first one more.
    static Map<WorkClass, Integer> shares(int connections, int intakeWorkers) {
        if (connections < fewest(intakeWorkers)) {
            throw new IllegalArgumentException(
                    "connections: %d (expected: %d or more)"
                            .formatted(connections, fewest(intakeWorkers)));
        }
        var left = connections - PROBE - intakeWorkers;
        var shares = new EnumMap<WorkClass, Integer>(WorkClass.class);
        shares.put(INTAKE, intakeWorkers);
        var upkeep = Math.min(left / 4, MOST_FOR_UPKEEP);
        shares.put(UPKEEP, upkeep);
        left -= upkeep;
        shares.put(DEVICES, (left + 2) / 3);
        shares.put(LOGS, (left + 1) / 3);
        shares.put(HISTORY, left / 3);
        return shares;
    }
}
