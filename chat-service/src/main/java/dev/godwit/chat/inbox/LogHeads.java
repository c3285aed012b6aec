package dev.godwit.chat.inbox;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.id.UserId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/// The head rows of logs: locking them is the one way to number entries, and, for both people of a
/// conversation, its messages.
///
/// Locks are always taken in the order of user ids, so transactions wait for each other and never
/// in a circle.
public final class LogHeads {
    private static final String LOCK =
            """
            SELECT user_id, head
            FROM inbox.log
            WHERE user_id = ANY (?)
            ORDER BY user_id
            FOR NO KEY UPDATE\
            """;

    private static final String CREATE =
            """
            INSERT INTO inbox.log (user_id)
            SELECT user_id FROM unnest(?) AS k (user_id) ORDER BY user_id
            ON CONFLICT DO NOTHING\
            """;

    private LogHeads() {}

    /// Adds the locking to `pipeline`; `heads` gets the last position of each log there is. A user
    /// who is missing has no log yet: nothing was locked for them.
    public static Pipeline lock(
            Pipeline pipeline, Collection<UserId> users, Map<UserId, Long> heads) {
        return pipeline.query(
                LOCK,
                row -> heads.put(new UserId(row.getString(1)), row.getLong(2)),
                Column.texts(users, UserId::value));
    }

    /// Makes an empty log for whoever has none. The transaction must hold no lock yet: creating
    /// rows under locks would take them out of order. It may lock logs afterwards, because nobody
    /// who locks waits for a log that is not committed.
    public static void create(Collection<UserId> users, Connection connection) throws SQLException {
        new Pipeline().update(CREATE, Column.texts(users, UserId::value)).run(connection);
    }
}
