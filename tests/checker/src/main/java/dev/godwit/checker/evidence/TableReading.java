package dev.godwit.checker.evidence;

import dev.godwit.checker.Target;
import dev.godwit.checker.history.BodyHash;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Found;
import dev.godwit.checker.history.HistoryWriter;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads all tables as they were at one moment.
final class TableReading {
    private static final String GENERATION = "SELECT id FROM inbox.generation WHERE ended IS NULL";

    private static final String CONVERSATIONS =
            """
            SELECT conversation_id, low_user, high_user, last_seq
            FROM message.conversation ORDER BY conversation_id\
            """;

    private static final String MESSAGES =
            """
            SELECT conversation_id, seq, at, sender_n, recipient_n,
                   sender, recipient, client_id, kind, body
            FROM message.message ORDER BY conversation_id, seq\
            """;

    private static final String MARKS =
            """
            SELECT conversation_id, user_id, delivered
            FROM message.mark ORDER BY conversation_id, user_id\
            """;

    private static final String HEADS =
            "SELECT user_id, head, floor FROM inbox.log ORDER BY user_id";

    private static final String ENTRIES =
            """
            SELECT user_id, n, conversation_id, seq, own, coalesce(origin_device, '')
            FROM inbox.entry ORDER BY user_id, n\
            """;

    private static final String CURSORS =
            """
            SELECT user_id, device_id, cursor, epoch
            FROM inbox.device ORDER BY user_id, device_id\
            """;

    private static final int BATCH = 500;

    private final Connection connection;
    private final HistoryWriter writer;
    private final List<Pair> pairs = new ArrayList<>();

    /// Two people with a conversation.
    record Pair(String low, String high) {}

    private interface Row {
        Found found(ResultSet row) throws SQLException;
    }

    private TableReading(Connection connection, HistoryWriter writer) {
        this.connection = connection;
        this.writer = writer;
    }

    static List<Pair> read(Target target, HistoryWriter writer) throws SQLException {
        try (var connection =
                DriverManager.getConnection(
                        target.jdbcUrl(), target.jdbcUser(), target.jdbcPassword())) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false); // or rows would not be fetched a few at a time
            return new TableReading(connection, writer).read();
        }
    }

    private List<Pair> read() throws SQLException {
        write(GENERATION, row -> new Found.Generation(row.getString(1)));
        write(CONVERSATIONS, this::conversation);
        write(MESSAGES, TableReading::message);
        write(MARKS, row -> new Found.Mark(row.getString(1), row.getString(2), row.getLong(3)));
        write(HEADS, row -> new Found.Head(row.getString(1), row.getLong(2), row.getLong(3)));
        write(CURSORS, TableReading::cursor);
        write(ENTRIES, TableReading::entry);
        return pairs;
    }

    private void write(String sql, Row row) throws SQLException {
        var batch = new ArrayList<Event>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(BATCH);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    batch.add(row.found(rows));
                    if (batch.size() == BATCH) flush(batch);
                }
            }
        }
        flush(batch);
    }

    private void flush(List<Event> batch) {
        writer.record(batch.toArray(Event[]::new));
        batch.clear();
    }

    private Found conversation(ResultSet row) throws SQLException {
        pairs.add(new Pair(row.getString(2), row.getString(3)));
        return new Found.Conversation(
                row.getString(1), row.getString(2), row.getString(3), row.getLong(4));
    }

    private static Found message(ResultSet row) throws SQLException {
        return new Found.Message(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                BodyHash.of(row.getBytes(10)));
    }

    private static Found cursor(ResultSet row) throws SQLException {
        return new Found.Cursor(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    private static Found entry(ResultSet row) throws SQLException {
        return new Found.Entry(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getBoolean(5),
                row.getString(6));
    }
}
