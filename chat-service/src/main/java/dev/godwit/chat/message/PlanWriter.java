package dev.godwit.chat.message;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.chat.message.Plan.NewMessage;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// Writes a plan in one round trip, one statement per table however many messages there are. The
/// locks that the plan was made under are still held.
final class PlanWriter {
    private static final String MESSAGES =
            """
            INSERT INTO message.message (conversation_id, seq, at, sender_n, recipient_n,
                                         sender, recipient, client_id, kind, body, content_hash)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;

    private static final String ENTRIES =
            """
            INSERT INTO inbox.entry (user_id, n, conversation_id, seq, own, origin_device)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?)\
            """;

    private static final String HEADS =
            """
            UPDATE inbox.log AS l SET head = k.head
            FROM unnest(?, ?) AS k (user_id, head)
            WHERE l.user_id = k.user_id\
            """;

    private static final String CONVERSATIONS =
            """
            UPDATE message.conversation AS c
            SET last_seq = k.last_seq, last_at = greatest(c.last_at, k.last_at),
                counted = CASE WHEN c.counted = c.last_seq THEN k.last_seq ELSE c.counted END,
                low_sent = CASE WHEN c.counted = c.last_seq THEN c.low_sent + k.low_sent
                                ELSE c.low_sent END
            FROM unnest(?, ?, ?, ?) AS k (conversation_id, last_seq, last_at, low_sent)
            WHERE c.conversation_id = k.conversation_id\
            """;

    private static final String NEW_CONVERSATIONS =
            """
            INSERT INTO message.conversation (conversation_id, low_user, high_user,
                                              last_seq, last_at, low_sent, counted)
            SELECT k.*, k.last_seq
            FROM unnest(?, ?, ?, ?, ?, ?)
                AS k (conversation_id, low_user, high_user, last_seq, last_at, low_sent)\
            """;

    private static final String MEMBERS =
            """
            INSERT INTO message.member (user_id, conversation_id)
            SELECT * FROM unnest(?, ?)
            ON CONFLICT DO NOTHING\
            """;

    private static final String REPEATED =
            """
            UPDATE message.message AS m SET content_hash = m.content_hash
            FROM unnest(?, ?) AS k (conversation_id, seq)
            WHERE m.conversation_id = k.conversation_id AND m.seq = k.seq\
            """;

    private final Plan plan;
    private final Pipeline pipeline = new Pipeline();

    private PlanWriter(Plan plan) {
        this.plan = plan;
    }

    static void write(Plan plan, Connection connection) throws SQLException {
        var writer = new PlanWriter(plan);
        if (!plan.messages().isEmpty()) writer.addMessages();
        if (!plan.repeated().isEmpty()) writer.addRepeated();
        writer.pipeline.run(connection);
    }

    private void addMessages() {
        insertMessages(plan.messages());
        insertEntries(plan.entries());
        var heads = plan.heads();
        pipeline.update(
                HEADS,
                Column.texts(heads, entry -> entry.user().value()),
                Column.longs(heads, NewEntry::n));
        var known = newest(false);
        if (!known.isEmpty()) updateConversations(known);
        var begun = newest(true);
        if (!begun.isEmpty()) insertConversations(begun);
    }

    private void insertMessages(List<NewMessage> messages) {
        pipeline.update(
                MESSAGES,
                conversations(messages),
                Column.longs(messages, message -> message.numbers().seq()),
                Column.longs(messages, message -> message.numbers().at()),
                Column.longs(messages, message -> message.numbers().senderN()),
                Column.longs(messages, message -> message.numbers().recipientN()),
                Column.texts(messages, message -> message.draft().sender().value()),
                Column.texts(messages, message -> message.draft().recipient().value()),
                Column.texts(messages, message -> message.draft().send().id().value()),
                Column.texts(messages, message -> message.draft().send().kind()),
                Column.bytes(
                        messages,
                        message -> message.draft().send().body().getBytes(StandardCharsets.UTF_8)),
                Column.bytes(messages, message -> message.draft().hash().sha256()));
    }

    private void insertEntries(List<NewEntry> entries) {
        pipeline.update(
                ENTRIES,
                Column.texts(entries, entry -> entry.user().value()),
                Column.longs(entries, NewEntry::n),
                Column.uuids(entries, entry -> entry.conversation().value()),
                Column.longs(entries, NewEntry::seq),
                Column.flags(entries, NewEntry::own),
                Column.texts(entries, entry -> text(entry.origin())));
    }

    private void updateConversations(List<NewMessage> newest) {
        pipeline.update(
                CONVERSATIONS,
                conversations(newest),
                Column.longs(newest, message -> message.numbers().seq()),
                Column.longs(newest, message -> message.numbers().at()),
                lowSent(newest));
    }

    private void insertConversations(List<NewMessage> newest) {
        pipeline.update(
                NEW_CONVERSATIONS,
                conversations(newest),
                Column.texts(newest, message -> message.draft().low().value()),
                Column.texts(newest, message -> message.draft().high().value()),
                Column.longs(newest, message -> message.numbers().seq()),
                Column.longs(newest, message -> message.numbers().at()),
                lowSent(newest));
        addMembers(newest, Draft::low);
        addMembers(newest, Draft::high);
    }

    private void addMembers(List<NewMessage> newest, Function<Draft, UserId> side) {
        pipeline.update(
                MEMBERS,
                Column.texts(newest, message -> side.apply(message.draft()).value()),
                conversations(newest));
    }

    private void addRepeated() {
        pipeline.update(
                REPEATED,
                Column.uuids(plan.repeated(), row -> row.conversation().value()),
                Column.longs(plan.repeated(), Plan.RowKey::seq));
    }

    private List<NewMessage> newest(boolean begun) {
        return plan.newest().stream()
                .filter(message -> plan.begun().contains(message.draft().conversation()) == begun)
                .toList();
    }

    private static Column conversations(Collection<NewMessage> messages) {
        return Column.uuids(messages, message -> message.draft().conversation().value());
    }

    /// How many of the plan's messages in each conversation are the lower user's.
    private Column lowSent(Collection<NewMessage> newest) {
        var ofEach =
                plan.messages().stream()
                        .map(NewMessage::draft)
                        .filter(draft -> draft.sender().equals(draft.low()))
                        .collect(groupingBy(Draft::conversation, counting()));
        return Column.longs(
                newest, message -> ofEach.getOrDefault(message.draft().conversation(), 0L));
    }

    private static @Nullable String text(@Nullable DeviceId device) {
        return device == null ? null : device.value();
    }
}
