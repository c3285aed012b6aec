package dev.godwit.chat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.id.ConversationId;
import dev.godwit.internalapi.SendBatch.Item;
import dev.godwit.internalapi.SendBatch.Outcome;
import dev.godwit.internalapi.SendBatch.Result;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Every answer that clients got, to be compared with the tables. Thread-safe.
final class Answers {
    /// What one client was told about one send.
    record Answer(Item send, Result result) {}

    private record Row(long seq, long at, String body) {
        static final Row NONE = new Row(0, 0, "there is no such row");
    }

    private final Queue<Answer> all = new ConcurrentLinkedQueue<>();

    void add(List<Item> sends, List<Result> results) {
        assertThat(results).hasSameSizeAs(sends);
        for (var i = 0; i < sends.size(); i++) all.add(new Answer(sends.get(i), results.get(i)));
    }

    long count(Outcome outcome) {
        return all.stream().filter(answer -> answer.result().outcome() == outcome).count();
    }

    /// Numbers run from 1 without hole or double, and every answer is what the tables say.
    void agreeWith(TestDatabase database) {
        assertNumbersHaveNoHole(database);
        assertEveryMessageIsInItsLogs(database);
        var rows = rows(database);
        for (var answer : all) {
            var row = rows.getOrDefault(key(answer.send()), Row.NONE);
            switch (answer.result().outcome()) {
                case STORED, DUPLICATE ->
                        assertThat(row)
                                .isEqualTo(
                                        new Row(
                                                answer.result().seq(),
                                                answer.result().at(),
                                                answer.send().body()));
                case CONFLICT -> {
                    assertThat(row).isNotEqualTo(Row.NONE);
                    assertThat(row.body()).isNotEqualTo(answer.send().body());
                }
                case BLOCKED, REFUSED, UNKNOWN -> throw new AssertionError("unexpected: " + answer);
            }
        }
    }

    private static void assertNumbersHaveNoHole(TestDatabase database) {
        assertThat(
                        database.query(
                                """
                                SELECT c.conversation_id
                                FROM message.conversation c
                                LEFT JOIN message.message m USING (conversation_id)
                                GROUP BY c.conversation_id
                                HAVING count(m.seq) <> c.last_seq OR min(m.seq) <> 1
                                    OR max(m.seq) <> c.last_seq\
                                """,
                                row -> row.getString(1)))
                .as("conversations with a hole")
                .isEmpty();
        assertThat(
                        database.query(
                                """
                                SELECT l.user_id
                                FROM inbox.log l
                                LEFT JOIN inbox.entry e USING (user_id)
                                GROUP BY l.user_id
                                HAVING count(e.n) <> l.head
                                    OR l.head > 0 AND (min(e.n) <> 1 OR max(e.n) <> l.head)\
                                """,
                                row -> row.getString(1)))
                .as("logs with a hole")
                .isEmpty();
    }

    private static void assertEveryMessageIsInItsLogs(TestDatabase database) {
        assertThat(
                        database.query(
                                """
                                SELECT m.client_id
                                FROM message.message m
                                LEFT JOIN inbox.entry r
                                    ON r.user_id = m.recipient AND r.n = m.recipient_n
                                LEFT JOIN inbox.entry s
                                    ON s.user_id = m.sender AND s.n = m.sender_n
                                WHERE (r.conversation_id, r.seq) IS DISTINCT FROM
                                      (m.conversation_id, m.seq)
                                   OR m.sender_n > 0
                                      AND (s.conversation_id, s.seq, s.own) IS DISTINCT FROM
                                          (m.conversation_id, m.seq, true)\
                                """,
                                row -> row.getString(1)))
                .as("messages that are not where their row says")
                .isEmpty();
    }

    private static Map<String, Row> rows(TestDatabase database) {
        Map<String, Row> rows = new HashMap<>();
        database.query(
                "SELECT conversation_id, sender, client_id, seq, at, body FROM message.message",
                row ->
                        rows.put(
                                row.getString(1) + " " + row.getString(2) + " " + row.getString(3),
                                new Row(
                                        row.getLong(4),
                                        row.getLong(5),
                                        new String(row.getBytes(6), StandardCharsets.UTF_8))));
        return rows;
    }

    private static String key(Item send) {
        return ConversationId.between(send.from(), send.to()) + " " + send.from() + " " + send.id();
    }
}
