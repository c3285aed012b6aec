package dev.godwit.chat.admin;

import static java.util.stream.Collectors.joining;

import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.DatabaseConfig;
import dev.godwit.id.LogGeneration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;

/// Begins a new generation of the log, after the database was replaced by an older copy of itself
/// and before anybody is let in: what was counted before counts no longer. Blocking.
///
/// Repairs what a partial restore may have left: heads behind their entries, and cursors and marks
/// beyond what exists.
public final class NewGeneration {
    /// Waits for every transaction that has read the current generation, and makes later ones wait.
    private static final String LOCK = "LOCK TABLE inbox.generation IN ACCESS EXCLUSIVE MODE";

    private static final String END =
            "UPDATE inbox.generation SET ended = now() WHERE ended IS NULL";

    private static final String BEGIN =
            "INSERT INTO inbox.generation (id, begun) VALUES (?, now())";

    private static final String LOGS =
            """
            INSERT INTO inbox.log (user_id)
            SELECT user_id FROM inbox.device UNION SELECT user_id FROM inbox.entry
            ON CONFLICT DO NOTHING\
            """;

    private static final String HEADS =
            """
            UPDATE inbox.log l SET head = last.n
            FROM inbox.log k
            CROSS JOIN LATERAL (SELECT max(e.n) AS n FROM inbox.entry e
                                WHERE e.user_id = k.user_id) last
            WHERE l.user_id = k.user_id AND last.n > l.head\
            """;

    private static final String CONVERSATIONS =
            """
            UPDATE message.conversation c SET last_seq = last.seq, last_at = greatest(c.last_at, last.at)
            FROM message.conversation k
            CROSS JOIN LATERAL (SELECT m.seq, m.at FROM message.message m
                                WHERE m.conversation_id = k.conversation_id
                                ORDER BY m.seq DESC LIMIT 1) last
            WHERE c.conversation_id = k.conversation_id AND last.seq > c.last_seq\
            """;

    private static final String CURSORS =
            """
            UPDATE inbox.device d SET cursor = l.head
            FROM inbox.log l
            WHERE l.user_id = d.user_id AND d.cursor > l.head\
            """;

    private static final String MARKS =
            """
            UPDATE message.mark m SET delivered = c.last_seq
            FROM message.conversation c
            WHERE c.conversation_id = m.conversation_id AND m.delivered > c.last_seq\
            """;

    /// By more connections than were ever opened since the copy was made: the routes that presence
    /// still holds are older than any to come. The clock tells two restores of the same copy apart;
    /// Redis compares epochs as doubles, which are exact up to 2^53.
    private static final String EPOCHS =
            """
            SELECT setval('inbox.epoch',
                          greatest(nextval('inbox.epoch') + 4294967296,
                                   (extract(epoch FROM clock_timestamp()) * 1048576)::bigint))\
            """;

    private NewGeneration() {}

    /// All of it or nothing, in one transaction.
    public static LogGeneration begin(DatabaseConfig config) {
        return Database.maintain(config, NewGeneration::begin);
    }

    private static LogGeneration begin(Connection connection) throws SQLException {
        var id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try (var statement = connection.createStatement();
                var insert = connection.prepareStatement(BEGIN)) {
            statement.execute(LOCK);
            statement.execute(END);
            insert.setString(1, id);
            insert.execute();
            statement.execute(
                    Stream.of(LOGS, HEADS, CONVERSATIONS, CURSORS, MARKS, EPOCHS)
                            .collect(joining(";\n")));
        }
        return new LogGeneration(id);
    }
}
