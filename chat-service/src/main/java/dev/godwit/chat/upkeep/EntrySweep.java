package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Database;
import dev.godwit.id.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Deletes the entries that have reached the age limit, also where no device is registered or one
/// has not acknowledged them, and sets the floor of their log. Blocking; belongs to one thread.
///
/// An entry is as old as its message, and one whose message is gone is older than any. A log is
/// looked at from its beginning, up to the first entry that is young enough, so a log in which
/// nothing is due costs one look at its oldest entry.
final class EntrySweep {
    private static final Logger LOG = LoggerFactory.getLogger(EntrySweep.class);
    private static final int RANGE = 1_000;

    /// Entries of one user that go at once: senders to that user wait meanwhile.
    private static final int STEP = 500;

    private static final String OLDEST =
            """
            SELECT l.user_id, e.n IS NOT NULL
                   AND coalesce(m.at < (extract(epoch FROM now()) * 1000)::bigint - ?, true) AS due
            FROM (SELECT user_id FROM inbox.log WHERE user_id > ? ORDER BY user_id LIMIT ?) l
            LEFT JOIN LATERAL (
                SELECT n, conversation_id, seq
                FROM inbox.entry
                WHERE user_id = l.user_id
                ORDER BY n
                LIMIT 1
            ) e ON true
            LEFT JOIN message.message m USING (conversation_id, seq)
            ORDER BY l.user_id\
            """;

    /// No log trimmer of this version is at the log meanwhile.
    private static final String ALONE =
            "SELECT pg_advisory_xact_lock(%d, hashtext(?))".formatted(LogTrimmer.LOCK_CLASS);

    private static final String DELETE =
            """
            WITH step AS (
                SELECT e.n, coalesce(m.at < (extract(epoch FROM now()) * 1000)::bigint - ?, true) AS old
                FROM (SELECT n, conversation_id, seq
                      FROM inbox.entry
                      WHERE user_id = ?
                      ORDER BY n
                      LIMIT ?) e
                LEFT JOIN message.message m USING (conversation_id, seq)
            ), log AS (
                UPDATE inbox.log l
                SET floor = greatest(l.floor, due.upto)
                FROM (SELECT max(n) AS upto
                      FROM step
                      WHERE n < ALL (SELECT n FROM step WHERE NOT old)) due
                WHERE l.user_id = ? AND due.upto IS NOT NULL
                RETURNING l.user_id, due.upto
            )
            DELETE FROM inbox.entry e
            USING log
            WHERE e.user_id = log.user_id AND e.n <= log.upto\
            """;

    private final Database database;
    private final Duration retention;

    EntrySweep(Database database, Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    void sweep() {
        for (var range = range(""); !range.isEmpty(); range = range(range.getLast().user())) {
            for (var log : range) {
                if (log.due()) {
                    sweep(new UserId(log.user()));
                }
            }
        }
    }

    /// A log, and whether its oldest entry is to go.
    private record Log(String user, boolean due) {}

    private List<Log> range(String after) {
        return database.reading(connection -> {
            try (var statement = connection.prepareStatement(OLDEST)) {
                statement.setLong(1, retention.toMillis());
                statement.setString(2, after);
                statement.setInt(3, RANGE);
                var logs = new ArrayList<Log>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        logs.add(new Log(rows.getString(1), rows.getBoolean(2)));
                    }
                }
                return logs;
            }
        });
    }

    private void sweep(UserId user) {
        var deleted = 0L;
        int step;
        do {
            step = database.inTransaction(connection -> deleted(user, connection));
            deleted += step;
        } while (step == STEP);
        LOG.atInfo()
                .addKeyValue("user", user)
                .addKeyValue("entries", deleted)
                .log("entries deleted for their age");
    }

    private int deleted(UserId user, Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement(ALONE)) {
            lock.setString(1, user.value());
            lock.execute();
        }
        try (var statement = connection.prepareStatement(DELETE)) {
            statement.setLong(1, retention.toMillis());
            statement.setString(2, user.value());
            statement.setInt(3, STEP);
            statement.setString(4, user.value());
            return statement.executeUpdate();
        }
    }
}
