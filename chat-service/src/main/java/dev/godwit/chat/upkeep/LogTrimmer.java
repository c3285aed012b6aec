package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.chat.inbox.CursorListener;
import dev.godwit.id.UserId;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Deletes the entries that every device of their user has acknowledged, for users whose cursors
/// have moved. [#moved] is thread-safe and never blocks; [#trim] blocks and belongs to one thread.
///
/// Who has moved is remembered in memory only, and forgotten above a bound: their entries go with
/// their next acknowledgement.
public final class LogTrimmer implements CursorListener {
    private static final int MAX_REMEMBERED = 200_000;
    private static final int BATCH = 100;

    /// Entries of one user that go at once: no statement takes long, however far somebody was
    /// behind.
    private static final int STEP = 500;

    /// One process trims at a time, so two never wait for each other in a circle; the others leave
    /// it and come back.
    private static final String ALONE = "SELECT pg_try_advisory_xact_lock(" + UpkeepLock.KEY + ")";

    /// Of a user without devices nothing is deleted: it waits for the first.
    private static final String DONE_WITH =
            """
            SELECT k.user_id, oldest.n, slowest.n
            FROM unnest(?) AS k (user_id)
            CROSS JOIN LATERAL (
                SELECT min(d.cursor) AS n FROM inbox.device d WHERE d.user_id = k.user_id
            ) slowest
            CROSS JOIN LATERAL (
                SELECT min(e.n) AS n FROM inbox.entry e WHERE e.user_id = k.user_id
            ) oldest
            WHERE oldest.n <= slowest.n\
            """;

    private static final String TRIM =
            """
            DELETE FROM inbox.entry e
            USING unnest(?, ?) AS k (user_id, upto)
            WHERE e.user_id = k.user_id AND e.n <= k.upto\
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
        for (var more = true; more; ) {
            more = false;
            var users = List.copyOf(due);
            for (var from = 0; from < users.size(); from += BATCH) {
                var batch = users.subList(from, Math.min(from + BATCH, users.size()));
                batch.forEach(due::remove); // before cursors are read: a later move counts again
                more |= trimOrPutBack(batch);
            }
        }
    }

    /// Returns whether some have more to trim; they are put back too.
    private boolean trimOrPutBack(List<UserId> batch) {
        var trimmed = false;
        try {
            var steps = database.inTransaction(connection -> trimmed(batch, connection));
            trimmed = steps.isPresent();
            var unfinished =
                    steps.orElse(List.of()).stream()
                            .filter(Step::unfinished)
                            .map(Step::user)
                            .toList();
            due.addAll(unfinished);
            return !unfinished.isEmpty();
        } finally {
            if (!trimmed) due.addAll(batch);
        }
    }

    /// Empty where another process is at it.
    private static Optional<List<Step>> trimmed(List<UserId> users, Connection connection)
            throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(ALONE)) {
            if (!answer.next() || !answer.getBoolean(1)) return Optional.empty();
        }
        var steps = new ArrayList<Step>();
        new Pipeline()
                .query(
                        DONE_WITH,
                        row -> steps.add(Step.of(row)),
                        Column.texts(users, UserId::value))
                .run(connection);
        if (!steps.isEmpty())
            new Pipeline()
                    .update(
                            TRIM,
                            Column.texts(steps, step -> step.user().value()),
                            Column.longs(steps, Step::upto))
                    .run(connection);
        return Optional.of(steps);
    }

    /// The user's entries up to `upto` go now; `unfinished`: others go next.
    private record Step(UserId user, long upto, boolean unfinished) {
        static Step of(ResultSet row) throws SQLException {
            var upto = row.getLong(2) + STEP - 1;
            var slowest = row.getLong(3);
            return new Step(new UserId(row.getString(1)), Math.min(upto, slowest), upto < slowest);
        }
    }
}
