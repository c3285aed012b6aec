package dev.godwit.chat.history;

import dev.godwit.chat.database.Database;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads the list of a user's conversations out of PostgreSQL. Blocking; thread-safe.
///
/// A page costs as much as it shows, however many conversations there are and however much in them
/// is unread: those of either side come from an index in the list's order, and how much either side
/// has sent is counted by the send.
final class ConversationReader {
    /// A conversation is listed also where its last messages are gone; it shows the newest that is
    /// kept. The one with oneself has two equal sides and is found by the first.
    static final String PAGE =
            """
            SELECT page.conversation_id, page.peer, page.last_seq, page.last_at,
                   page.counted, page.peer_sent,
                   m.client_id, m.sender, m.recipient, m.seq, m.at, m.kind, m.body,
                   coalesce(theirs.delivered, 0) AS delivered,
                   coalesce(mine.delivered, 0) AS my_delivered
            FROM (
                (SELECT conversation_id, low_user AS me, high_user AS peer, last_seq, last_at,
                        counted, counted - low_sent AS peer_sent
                 FROM message.conversation
                 WHERE low_user = ? AND (last_at, conversation_id) < (?, ?)
                 ORDER BY last_at DESC, conversation_id DESC
                 LIMIT ?)
                UNION ALL
                (SELECT conversation_id, high_user, low_user, last_seq, last_at,
                        counted, low_sent
                 FROM message.conversation
                 WHERE high_user = ? AND (last_at, conversation_id) < (?, ?)
                   AND low_user <> high_user
                 ORDER BY last_at DESC, conversation_id DESC
                 LIMIT ?)
                ORDER BY last_at DESC, conversation_id DESC
                LIMIT ?
            ) page
            LEFT JOIN LATERAL
                 (SELECT *
                  FROM message.message m
                  WHERE m.conversation_id = page.conversation_id AND m.seq <= page.last_seq
                  ORDER BY m.seq DESC
                  LIMIT 1) m ON true
            LEFT JOIN message.mark theirs
              ON theirs.conversation_id = page.conversation_id AND theirs.user_id = page.peer
            LEFT JOIN message.mark mine
              ON mine.conversation_id = page.conversation_id AND mine.user_id = page.me
            ORDER BY page.last_at DESC, page.conversation_id DESC\
            """;

    /// Messages that are counted in one go: no statement takes long, not even where each of them
    /// comes from a cold disk.
    private static final int STEP = 1_000;

    /// What one page counts, at most: a conversation may be written to faster than it is counted.
    private static final int MAX_STEPS = 300;

    private static final int MAX_ROUNDS = 3;

    /// Counts on from where counting stopped. Messages that are stored do not change, so the sum is
    /// right unless somebody else has counted meanwhile; then nothing is written.
    private static final String COUNT =
            """
            UPDATE message.conversation c
            SET counted = step.upto, low_sent = c.low_sent + step.low_sent
            FROM (SELECT k.counted, least(k.counted + %1$d, k.last_seq) AS upto,
                         (SELECT count(*)
                          FROM message.message m
                          WHERE m.conversation_id = k.conversation_id
                            AND m.seq > k.counted AND m.seq <= k.counted + %1$d
                            AND m.sender = k.low_user) AS low_sent
                  FROM message.conversation k
                  WHERE k.conversation_id = ?) step
            WHERE c.conversation_id = ? AND c.counted = step.counted
            RETURNING c.counted >= c.last_seq
                   OR CASE c.low_user WHEN ? THEN c.counted - c.low_sent ELSE c.low_sent END >= %2$d\
            """
                    .formatted(STEP, Conversation.MAX_UNREAD);

    /// Before every conversation: the list begins here.
    private static final ConversationCursor START =
            new ConversationCursor(Long.MAX_VALUE, new UUID(-1, -1));

    private final Database database;

    ConversationReader(Database database) {
        this.database = database;
    }

    /// What was stored without being counted is counted first, and the page read again. Where that
    /// does not come to an end, `unread` is what is counted: it may be too low, never too high.
    ConversationPage page(UserId user, @Nullable ConversationCursor after, int limit) {
        var from = after == null ? START : after;
        var steps = MAX_STEPS;
        for (var round = 0; ; round++) {
            var rows = database.reading(connection -> rows(connection, user, from, limit + 1));
            var uncounted = rows.stream().filter(row -> !row.isCounted()).toList();
            if (uncounted.isEmpty() || steps == 0 || round == MAX_ROUNDS) {
                return page(rows, limit);
            }
            for (var row : uncounted) {
                steps = count(row.place.conversation(), user, steps);
            }
        }
    }

    private static ConversationPage page(List<Row> rows, int limit) {
        var more = rows.size() > limit;
        var page = more ? rows.subList(0, limit) : rows;
        return new ConversationPage(
                page.stream().map(Row::conversation).toList(),
                more ? page.getLast().place() : null);
    }

    /// Counts until `user` is told what is unread, and returns how many of the steps are left.
    private int count(UUID conversation, UserId user, int steps) {
        for (var left = steps; left > 0; left--) {
            if (isCounted(conversation, user)) {
                return left - 1;
            }
        }
        return 0;
    }

    /// One step, in a transaction of its own: no two conversations are locked by it.
    private boolean isCounted(UUID conversation, UserId user) {
        return database.inTransaction(connection -> {
            try (var statement = connection.prepareStatement(COUNT)) {
                statement.setObject(1, conversation);
                statement.setObject(2, conversation);
                statement.setString(3, user.value());
                try (var counted = statement.executeQuery()) {
                    return counted.next() && counted.getBoolean(1);
                }
            }
        });
    }

    /// A conversation in the list. `counted`: how far its messages are counted.
    private record Row(ConversationCursor place, Conversation conversation, long counted) {
        boolean isCounted() {
            return counted >= conversation.lastSeq()
                    || conversation.unread() == Conversation.MAX_UNREAD;
        }
    }

    private static List<Row> rows(
            Connection connection, UserId user, ConversationCursor after, int most)
            throws SQLException {
        try (var statement = connection.prepareStatement(PAGE)) {
            bind(statement, user, after, most);
            try (var results = statement.executeQuery()) {
                var rows = new ArrayList<Row>();
                while (results.next()) {
                    rows.add(row(results));
                }
                return rows;
            }
        }
    }

    static void bind(PreparedStatement page, UserId user, ConversationCursor after, int most)
            throws SQLException {
        var parameter = 1;
        for (var _ : List.of("low", "high")) {
            page.setString(parameter++, user.value());
            page.setLong(parameter++, after.lastAt());
            page.setObject(parameter++, after.conversation());
            page.setInt(parameter++, most);
        }
        page.setInt(parameter, most);
    }

    private static Row row(ResultSet row) throws SQLException {
        var place =
                new ConversationCursor(
                        row.getLong("last_at"), row.getObject("conversation_id", UUID.class));
        var conversation =
                new Conversation(
                        new UserId(row.getString("peer")),
                        row.getLong("last_seq"),
                        row.getString("client_id") == null ? null : PostgresHistory.message(row),
                        (int) Math.min(row.getLong("peer_sent"), Conversation.MAX_UNREAD),
                        row.getLong("delivered"),
                        0,
                        row.getLong("my_delivered"),
                        0);
        return new Row(place, conversation, row.getLong("counted"));
    }
}
