package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// A work of upkeep that one process does for all: per interval, whichever comes first does it.
/// Blocking; thread-safe where the work is.
record Turn(Database database, String name, Duration interval, Runnable work) implements Runnable {
    private static final String CLAIM =
            """
            INSERT INTO inbox.upkeep AS u (work, began)
            VALUES (?, now())
            ON CONFLICT (work) DO UPDATE SET began = now()
            WHERE u.began <= now() - ? * interval '1 millisecond'
            RETURNING u.work\
            """;

    @Override
    public void run() {
        if (database.inTransaction(this::claimed)) {
            work.run();
        }
    }

    private boolean claimed(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, name);
            statement.setLong(2, interval.toMillis());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
