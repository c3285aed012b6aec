package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.chat.inbox.CursorListener;
import dev.godwit.id.UserId;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Deletes the entries that every device of their user has acknowledged, for users whose cursors
/// have moved. [#moved] is thread-safe and never blocks; [#trim] blocks and belongs to one thread.
///
/// Who has moved is remembered in memory only, and forgotten above a bound: their entries go with
/// their next acknowledgement.
public final class LogTrimmer implements CursorListener {
    private static final int MAX_REMEMBERED = 200_000;
    private static final int BATCH = 200;

    /// One process trims at a time, so two never wait for each other in a circle; the others leave
    /// it and come back.
    private static final String ALONE = "SELECT pg_try_advisory_xact_lock(7270001)";

    /// Of a user without devices nothing is deleted: it waits for the first.
    private static final String TRIM =
            """
            WITH slowest AS MATERIALIZED (
                SELECT k.user_id, min(d.cursor) AS n
                FROM unnest(?) AS k (user_id)
                JOIN inbox.device d USING (user_id)
                GROUP BY k.user_id
            )
            DELETE FROM inbox.entry e
            USING slowest s
            WHERE e.user_id = s.user_id AND e.n <= s.n\
            """;

    private final Database database;
    private final Set<UserId> due = ConcurrentHashMap.newKeySet();

    public LogTrimmer(Database database) {
        this.database = database;
    }

    @Override
    public void moved(Collection<UserId> users) {
        if (due.size() < MAX_REMEMBERED) due.addAll(users);
    }

    /// Trims the logs of everybody who is due now.
    void trim() {
        var users = List.copyOf(due);
        for (var from = 0; from < users.size(); from += BATCH) {
            var batch = users.subList(from, Math.min(from + BATCH, users.size()));
            batch.forEach(due::remove); // before the cursors are read: a later move counts again
            trimOrPutBack(batch);
        }
    }

    private void trimOrPutBack(List<UserId> batch) {
        var trimmed = false;
        try {
            trimmed = trimmed(batch);
        } finally {
            if (!trimmed) due.addAll(batch);
        }
    }

    private boolean trimmed(List<UserId> users) {
        return database.inTransaction(connection -> {
            try (var statement = connection.createStatement();
                    var answer = statement.executeQuery(ALONE)) {
                if (!answer.next() || !answer.getBoolean(1)) return false;
            }
            new Pipeline().update(TRIM, Column.texts(users, UserId::value)).run(connection);
            return true;
        });
    }
}
