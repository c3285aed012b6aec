package dev.godwit.chat.database;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

import java.sql.SQLException;

/// A row contradicts the rows that PostgreSQL holds: it is there already, or the tables do not
/// agree with each other, as after a restore of some of them. The transaction was rolled back, and
/// the same one may succeed once the tables are mended: it is never the fault of what was to be
/// stored.
public final class ConstraintViolated extends StoreUnavailable {
    private final @Nullable String constraint;

    ConstraintViolated(SQLException cause) {
        super("PostgreSQL: " + cause.getMessage(), cause);
        this.constraint =
                cause instanceof PSQLException e && e.getServerErrorMessage() != null
                        ? e.getServerErrorMessage().getConstraint()
                        : null;
    }

    /// Null where PostgreSQL did not name it.
    public @Nullable String constraint() {
        return constraint;
    }
}
