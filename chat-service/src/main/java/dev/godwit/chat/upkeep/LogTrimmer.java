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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    static final int LOCK_CLASS = 7_270_002;

    /// The users whom nobody else is trimming: two processes at one log would wait for each other.
    private static final String FREE =
            """
            SELECT user_id
            FROM unnest(?) AS k (user_id)
            WHERE pg_try_advisory_xact_lock(%d, hashtext(user_id))\
            """
                    .formatted(LOCK_CLASS);

    private static final String OLDEST =
            """
            SELECT k.user_id, oldest.n
            FROM unnest(?) AS k (user_id)
            CROSS JOIN LATERAL (
                SELECT min(e.n) AS n FROM inbox.entry e WHERE e.user_id = k.user_id
            ) oldest
            WHERE oldest.n IS NOT NULL\
            """;

    /// No device may go while its cursor is trimmed by; acknowledging and opening are not held up.
    /// A further device starts at the log's head while one is there, so above all cursors. Of a
    /// user without devices nothing is deleted: it waits for the first.
    private static final String SLOWEST =
            """
            SELECT user_id, min(cursor)
            FROM (SELECT user_id, cursor
                  FROM inbox.device
                  WHERE user_id = ANY (?)
                  ORDER BY user_id, device_id
                  FOR KEY SHARE) device
            GROUP BY user_id\
            """;

    private static final String TRIM =
            """
            DELETE FROM inbox.entry e
            USING unnest(?, ?, ?) AS k (user_id, since, upto)
            WHERE e.user_id = k.user_id AND e.n >= k.since AND e.n <= k.upto\
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
            batch.forEach(due::remove); // before cursors are read: a later move counts again
            trim(batch);
        }
    }

    /// Where each log begins is looked for once, however many steps it takes to trim it. Whoever is
    /// hindered is due again.
    private void trim(List<UserId> batch) {
        Collection<UserId> unfinished = batch;
        try {
            var hindered = new ArrayList<UserId>();
            var work = database.reading(connection -> oldest(batch, connection));
            while (!work.isEmpty()) {
                var current = work;
                var step = database.inTransaction(connection -> trimmed(current, connection));
                hindered.addAll(step.hindered());
                work = step.next();
            }
            unfinished = hindered;
        } finally {
            due.addAll(unfinished);
        }
    }

    /// By user, the first position that may still be there.
    private static Map<UserId, Long> oldest(List<UserId> users, Connection connection)
            throws SQLException {
        Map<UserId, Long> oldest = new HashMap<>();
        new Pipeline().query(OLDEST, row -> put(row, oldest), texts(users)).run(connection);
        return oldest;
    }

    /// What is left to do after a transaction, by user as in [#oldest], and who is to be tried
    /// again later.
    private record Step(Map<UserId, Long> next, Collection<UserId> hindered) {}

    private static Step trimmed(Map<UserId, Long> from, Connection connection) throws SQLException {
        var free = new ArrayList<UserId>();
        new Pipeline()
                .query(FREE, row -> free.add(new UserId(row.getString(1))), texts(from.keySet()))
                .run(connection);
        Map<UserId, Long> slowest = new HashMap<>();
        new Pipeline().query(SLOWEST, row -> put(row, slowest), texts(free)).run(connection);

        Map<UserId, Long> next = new HashMap<>();
        var ranges = new ArrayList<Range>();
        slowest.forEach((user, cursor) -> {
            var since = from.getOrDefault(user, 1L);
            var upto = Math.min(since + STEP - 1, cursor);
            if (since <= upto) ranges.add(new Range(user, since, upto));
            if (upto < cursor) next.put(user, upto + 1);
        });
        if (!ranges.isEmpty()) {
            new Pipeline()
                    .update(
                            TRIM,
                            Column.texts(ranges, range -> range.user().value()),
                            Column.longs(ranges, Range::since),
                            Column.longs(ranges, Range::upto))
                    .run(connection);
        }
        var hindered = new HashSet<>(from.keySet());
        hindered.removeAll(free);
        return new Step(next, hindered);
    }

    /// Entries of one user that go at once.
    private record Range(UserId user, long since, long upto) {}

    private static void put(ResultSet row, Map<UserId, Long> numbers) throws SQLException {
        numbers.put(new UserId(row.getString(1)), row.getLong(2));
    }

    private static Column texts(Collection<UserId> users) {
        return Column.texts(users, UserId::value);
    }
}
