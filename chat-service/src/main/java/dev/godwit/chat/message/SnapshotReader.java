package dev.godwit.chat.message;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.chat.inbox.LogHeads;
import dev.godwit.id.ConversationId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Locks the logs of everybody in a batch, then reads what the batch is decided by, in one round
/// trip: each statement sees everything that was committed before the locks were got.
final class SnapshotReader {
    private static final String CONVERSATIONS =
            """
            SELECT conversation_id, last_seq
            FROM message.conversation
            WHERE conversation_id = ANY (?)\
            """;

    private static final String MESSAGES =
            """
            SELECT k.i, m.seq, m.at, m.sender_n, m.recipient_n, m.content_hash
            FROM unnest(?, ?, ?) WITH ORDINALITY AS k (conversation_id, sender, client_id, i)
            JOIN message.message m USING (conversation_id, sender, client_id)\
            """;

    private static final String BLOCKS =
            """
            SELECT user_id, blocked
            FROM unnest(?, ?) AS k (user_id, blocked)
            JOIN inbox.block b USING (user_id, blocked)\
            """;

    private static final String DEVICES =
            """
            SELECT user_id, device_id
            FROM inbox.device
            WHERE user_id = ANY (?)\
            """;

    private final List<Draft> drafts;
    private final Snapshot snapshot = Snapshot.empty();

    SnapshotReader(List<Draft> drafts) {
        this.drafts = drafts;
    }

    /// Without the messages that are stored already where they are not looked for.
    Snapshot lockAndRead(Set<UserId> people, boolean lookForRepeated, Connection connection)
            throws SQLException {
        var pipeline = pipeline(people);
        if (lookForRepeated) addMessages(pipeline);
        pipeline.run(connection);
        return snapshot;
    }

    /// Adds the messages that are stored already; the locks are still held.
    void readRepeated(Connection connection) throws SQLException {
        addMessages(new Pipeline()).run(connection);
    }

    private Pipeline addMessages(Pipeline pipeline) {
        return pipeline.query(
                MESSAGES,
                this::message,
                Column.uuids(drafts, draft -> draft.conversation().value()),
                Column.texts(drafts, draft -> draft.sender().value()),
                Column.texts(drafts, draft -> draft.send().id().value()));
    }

    private Pipeline pipeline(Set<UserId> people) {
        var conversations = drafts.stream().map(Draft::conversation).collect(Collectors.toSet());
        var senders = drafts.stream().map(Draft::sender).collect(Collectors.toSet());
        var directions =
                drafts.stream()
                        .map(draft -> new Block(draft.recipient(), draft.sender()))
                        .collect(Collectors.toSet());
        return LogHeads.lock(snapshot.log().pipeline(), people, snapshot.heads())
                .query(
                        CONVERSATIONS,
                        this::conversation,
                        Column.uuids(conversations, ConversationId::value))
                .query(
                        BLOCKS,
                        this::block,
                        Column.texts(directions, direction -> direction.user().value()),
                        Column.texts(directions, direction -> direction.blocked().value()))
                .query(DEVICES, this::device, Column.texts(senders, UserId::value));
    }

    private void conversation(ResultSet row) throws SQLException {
        var id = new ConversationId(row.getObject(1, UUID.class));
        snapshot.lastSeqs().put(id, row.getLong(2));
    }

    private void message(ResultSet row) throws SQLException {
        var draft = drafts.get(row.getInt(1) - 1);
        var stored =
                new Stored(
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        new ContentHash(row.getBytes(6)));
        snapshot.messages().put(draft.key(), stored);
    }

    private void block(ResultSet row) throws SQLException {
        var block = new Block(new UserId(row.getString(1)), new UserId(row.getString(2)));
        snapshot.blocks().add(block);
    }

    private void device(ResultSet row) throws SQLException {
        var user = new UserId(row.getString(1));
        snapshot.devices()
                .computeIfAbsent(user, _ -> new HashSet<>())
                .add(new DeviceId(row.getString(2)));
    }
}
