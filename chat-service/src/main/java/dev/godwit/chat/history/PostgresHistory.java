package dev.godwit.chat.history;

import dev.godwit.chat.database.Database;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.ConversationId;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads history out of PostgreSQL, one statement per page, each row found by key. Blocking;
/// thread-safe.
public final class PostgresHistory implements History {
    private static final String COLUMNS =
            "SELECT client_id, sender, recipient, seq, at, kind, body FROM message.message";
    private static final String AFTER =
            COLUMNS + " WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?";
    private static final String BEFORE =
            COLUMNS + " WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?";

    private final Database database;
    private final ConversationReader conversations;

    public PostgresHistory(Database database) {
        this.database = database;
        this.conversations = new ConversationReader(database);
    }

    @Override
    public ConversationPage conversations(
            UserId user, @Nullable ConversationCursor after, int limit) {
        return conversations.page(user, after, limit);
    }

    @Override
    public MessagePage messages(UserId one, UserId other, PageRequest request) {
        var conversation = ConversationId.between(one, other).value();
        var limit = request.limit();
        return switch (request) {
            case PageRequest.After(var seq, _) ->
                    upwards(read(AFTER, conversation, seq, limit), limit);
            case PageRequest.Before(var seq, _) ->
                    downwards(read(BEFORE, conversation, seq, limit), limit, Long.MIN_VALUE);
            case PageRequest.Newest(var since, _) ->
                    downwards(read(BEFORE, conversation, Long.MAX_VALUE, limit), limit, since);
        };
    }

    /// One row more than the page may hold shows whether there is more.
    private List<Message> read(String sql, UUID conversation, long seq, int limit) {
        return database.reading(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, conversation);
                statement.setLong(2, seq);
                statement.setInt(3, limit + 1);
                return messages(statement.executeQuery());
            }
        });
    }

    private static List<Message> messages(ResultSet rows) throws SQLException {
        try (rows) {
            var messages = new ArrayList<Message>();
            while (rows.next()) messages.add(message(rows));
            return messages;
        }
    }

    static Message message(ResultSet row) throws SQLException {
        return new Message(
                new ClientMessageId(row.getString("client_id")),
                new UserId(row.getString("sender")),
                new UserId(row.getString("recipient")),
                row.getLong("seq"),
                row.getLong("at"),
                row.getString("kind"),
                new String(row.getBytes("body"), StandardCharsets.UTF_8));
    }

    private static MessagePage upwards(List<Message> rising, int limit) {
        var more = rising.size() > limit;
        return new MessagePage(List.copyOf(more ? rising.subList(0, limit) : rising), more);
    }

    private static MessagePage downwards(List<Message> falling, int limit, long since) {
        var page = falling.stream().limit(limit).takeWhile(m -> m.at() >= since).toList();
        return new MessagePage(page.reversed(), page.size() < falling.size());
    }
}
