package dev.godwit.chat.database;

import java.sql.SQLException;
import java.util.Set;

/// What a failed statement means for whoever asked, told from its SQLSTATE.
final class Failures {
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");

    /// What is surely the values' own fault: characters that PostgreSQL's text cannot hold.
    private static final Set<String> REFUSALS = Set.of("22021", "22P05");

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> INTEGRITY_CLASSES = Set.of("23");

    /// Broken connections, operator intervention: PostgreSQL is away, or stopping, or starting.
    private static final Set<String> ABSENCE_CLASSES = Set.of("08", "57");

    private Failures() {}

    /// Whether the failure, or what caused it, says that a migration had better be tried again:
    /// PostgreSQL is away for the moment, or somebody holds a lock for long.
    static boolean isPassing(Throwable failure) {
        for (var e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql
                    && (is(ABSENCE_CLASSES, sql) || LOCK_NOT_AVAILABLE.equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /// Another transaction was in the way: the same one may succeed when it is run again.
    static boolean isContention(SQLException e) {
        return e.getSQLState() != null && CONTENTION.contains(e.getSQLState());
    }

    /// Only what PostgreSQL surely refused is a refusal; anything else may work next time.
    static RuntimeException translated(SQLException e) {
        if (e.getSQLState() != null && REFUSALS.contains(e.getSQLState())) {
            return new StoreRefused("PostgreSQL refused: " + e.getMessage(), e);
        }
        if (is(INTEGRITY_CLASSES, e)) {
            return new ConstraintViolated(e);
        }
        return new StoreUnavailable("PostgreSQL: " + e.getMessage(), e);
    }

    private static boolean is(Set<String> classes, SQLException e) {
        var state = e.getSQLState();
        return state != null && state.length() == 5 && classes.contains(state.substring(0, 2));
    }
}
