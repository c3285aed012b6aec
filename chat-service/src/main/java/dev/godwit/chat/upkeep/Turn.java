package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// The turn to do a work of upkeep that one process does for all: per interval, whichever comes
/// first has it. Blocking; thread-safe.
record Turn(Database database, String work, Duration interval) {
    private static final String CLAIM =
            """
            INSERT INTO inbox.upkeep AS u (work, began)
            VALUES (?, now())
            ON CONFLICT (work) DO UPDATE SET began = now()
            WHERE u.began <= now() - ? * interval '1 millisecond'
            RETURNING u.work\
            """;

    boolean claimed() {
        return database.inTransaction(this::claimed);
    }

    private boolean claimed(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, work);
            statement.setLong(2, interval.toMillis());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
