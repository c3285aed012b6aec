package dev.godwit.chat.history;

import dev.godwit.chat.database.Database;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.ConversationId;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads history out of PostgreSQL, one statement per page, each row found by key. Blocking;
/// thread-safe.
public final class PostgresHistory implements History {
    /// A conversation is listed also where its last messages are gone; it shows the newest that is
    /// kept.
    private static final String CONVERSATIONS =
            """
            SELECT page.conversation_id, page.peer, page.last_seq, page.last_at,
                   m.client_id, m.sender, m.recipient, m.seq, m.at, m.kind, m.body,
                   coalesce(theirs.delivered, 0) AS delivered,
                   coalesce(mine.delivered, 0) AS my_delivered,
                   unread.count AS unread
            FROM (SELECT member.user_id, c.conversation_id, c.last_seq, c.last_at,
                         CASE WHEN c.low_user = member.user_id THEN c.high_user
                              ELSE c.low_user END AS peer
                  FROM message.member
                  JOIN message.conversation c USING (conversation_id)
                  WHERE member.user_id = ? AND (c.last_at, c.conversation_id) < (?, ?)
                  ORDER BY c.last_at DESC, c.conversation_id DESC
                  LIMIT ?) page
            LEFT JOIN LATERAL
                 (SELECT *
                  FROM message.message m
                  WHERE m.conversation_id = page.conversation_id AND m.seq <= page.last_seq
                  ORDER BY m.seq DESC
                  LIMIT 1) m ON true
            LEFT JOIN message.mark theirs
              ON theirs.conversation_id = page.conversation_id AND theirs.user_id = page.peer
            LEFT JOIN message.mark mine
              ON mine.conversation_id = page.conversation_id AND mine.user_id = page.user_id
            CROSS JOIN LATERAL
                 (SELECT count(*)
                  FROM (SELECT 1 FROM message.message sent
                        WHERE sent.conversation_id = page.conversation_id
                          AND sent.sender = page.peer AND page.peer <> page.user_id
                        LIMIT ?) counted) unread
            ORDER BY page.last_at DESC, page.conversation_id DESC
            """;

    private static final String COLUMNS =
            "SELECT client_id, sender, recipient, seq, at, kind, body FROM message.message";
    private static final String AFTER =
            COLUMNS + " WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?";
    private static final String BEFORE =
            COLUMNS + " WHERE conversation_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?";

    /// Before every conversation: the list begins here.
    private static final ConversationCursor START =
            new ConversationCursor(Long.MAX_VALUE, new UUID(-1, -1));

    private final Database database;

    public PostgresHistory(Database database) {
        this.database = database;
    }

    @Override
    public ConversationPage conversations(
            UserId user, @Nullable ConversationCursor after, int limit) {
        var from = after == null ? START : after;
        var rows = database.reading(connection -> listed(connection, user, from, limit));
        var more = rows.size() > limit;
        var page = more ? rows.subList(0, limit) : rows;
        return new ConversationPage(
                page.stream().map(Listed::conversation).toList(),
                more ? page.getLast().place() : null);
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

    private static List<Listed> listed(
            Connection connection, UserId user, ConversationCursor after, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(CONVERSATIONS)) {
            statement.setString(1, user.value());
            statement.setLong(2, after.lastAt());
            statement.setObject(3, after.conversation());
            statement.setInt(4, limit + 1);
            statement.setInt(5, Conversation.MAX_UNREAD);
            var rows = new ArrayList<Listed>();
            try (var results = statement.executeQuery()) {
                while (results.next()) rows.add(listed(results));
            }
            return rows;
        }
    }

    private static Listed listed(ResultSet row) throws SQLException {
        var place =
                new ConversationCursor(
                        row.getLong("last_at"), row.getObject("conversation_id", UUID.class));
        var conversation =
                new Conversation(
                        new UserId(row.getString("peer")),
                        row.getLong("last_seq"),
                        row.getString("client_id") == null ? null : message(row),
                        row.getInt("unread"),
                        row.getLong("delivered"),
                        0,
                        row.getLong("my_delivered"),
                        0);
        return new Listed(place, conversation);
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

    private static Message message(ResultSet row) throws SQLException {
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

    private record Listed(ConversationCursor place, Conversation conversation) {}
}
