package dev.godwit.chat.database;

import java.sql.SQLException;
import java.util.Set;

/// What a failed statement means for whoever asked, told from its SQLSTATE.
final class Failures {
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");

    /// Data exceptions, integrity violations, program limits.
    private static final Set<String> REFUSAL_CLASSES = Set.of("22", "23", "54");

    private Failures() {}

    /// Another transaction was in the way: the same one may succeed when it is run again.
    static boolean isContention(SQLException e) {
        return e.getSQLState() != null && CONTENTION.contains(e.getSQLState());
    }

    /// Only what PostgreSQL surely refused is a refusal; anything else may work next time.
    static RuntimeException translated(SQLException e) {
        var state = e.getSQLState();
        if (state != null && state.length() == 5 && REFUSAL_CLASSES.contains(state.substring(0, 2)))
            return new StoreRefused("PostgreSQL refused: " + e.getMessage(), e);
        return new StoreUnavailable("PostgreSQL: " + e.getMessage(), e);
    }
}
