package dev.godwit.chat.inbox;

import static java.util.stream.Collectors.groupingBy;

import dev.godwit.chat.database.AlarmThrottle;
import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.inbox.Inbox.Acknowledged;
import dev.godwit.chat.inbox.Inbox.Delivered;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;

import io.micrometer.core.instrument.Counter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Moves cursors forward, never past the log's head, and tells the senders what that delivered.
/// Blocking; thread-safe.
final class AckProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(AckProcessor.class);

    private static final String LOCK =
            """
            SELECT user_id, device_id, d.cursor, l.head, d.epoch,
                   d.last_seen < now() - interval '%1$s seconds'
            FROM unnest(?, ?) AS k (user_id, device_id)
            JOIN inbox.device d USING (user_id, device_id)
            JOIN inbox.log l USING (user_id)
            ORDER BY user_id, device_id
            FOR NO KEY UPDATE OF d\
            """
                    .formatted(AckBatch.SEEN_EVERY.dividedBy(2).toSeconds());

    /// A device that acknowledges is seen, also where it says nothing new.
    private static final String ADVANCE =
            """
            UPDATE inbox.device AS d
            SET cursor = greatest(d.cursor, k.cursor),
                closed = greatest(d.closed, k.closed),
                last_seen = now()
            FROM unnest(?, ?, ?, ?) AS k (user_id, device_id, cursor, closed)
            WHERE d.user_id = k.user_id AND d.device_id = k.device_id\
            """;

    /// The first device of a user to store a message delivers it: later ones raise no mark.
    private static final String MARK =
            """
            WITH stored AS (
                SELECT e.conversation_id, k.user_id, max(e.seq) AS seq
                FROM unnest(?, ?, ?) AS k (user_id, before, upto)
                JOIN inbox.entry e ON e.user_id = k.user_id AND e.n > k.before AND e.n <= k.upto
                WHERE NOT e.own
                GROUP BY e.conversation_id, k.user_id
                ORDER BY e.conversation_id, k.user_id
            ), raised AS (
                INSERT INTO message.mark AS m (conversation_id, user_id, delivered)
                SELECT conversation_id, user_id, seq FROM stored
                ON CONFLICT (conversation_id, user_id)
                DO UPDATE SET delivered = excluded.delivered WHERE m.delivered < excluded.delivered
                RETURNING conversation_id, user_id, delivered
            )
            SELECT r.user_id,
                   CASE WHEN c.low_user = r.user_id THEN c.high_user ELSE c.low_user END,
                   r.delivered
            FROM raised r
            JOIN message.conversation c USING (conversation_id)\
            """;

    private final Database database;
    private final CursorListener cursors;
    private final Counter refused;
    private final AlarmThrottle alarms = new AlarmThrottle(Duration.ofSeconds(1));

    AckProcessor(Database database, CursorListener cursors, Counter refused) {
        this.database = database;
        this.cursors = cursors;
        this.refused = refused;
    }

    /// Returns the generation that the acks were judged in, if any was; tells `senders` after every
    /// commit.
    @Nullable LogGeneration ack(List<AckBatch.Item> acks, Consumer<Acknowledged> senders) {
        return ack(
                acks.stream().collect(groupingBy(ack -> new DeviceKey(ack.user(), ack.device()))),
                senders);
    }

    /// A batch that fails for what is in it is halved until the one device that it is about stands
    /// alone: its acks are refused, and its next one is tried again. The others' cursors move.
    private @Nullable LogGeneration ack(
            Map<DeviceKey, List<AckBatch.Item>> ofEach, Consumer<Acknowledged> senders) {
        try {
            var acknowledged = acknowledged(ofEach);
            senders.accept(acknowledged);
            return acknowledged.log();
        } catch (RuntimeException e) {
            if (StoreUnavailable.isAway(e)) {
                throw e;
            }
            var keys = List.copyOf(ofEach.keySet());
            if (keys.size() == 1) {
                refuse(keys.getFirst(), e);
                return null;
            }
            var middle = keys.size() / 2;
            var first = ack(part(ofEach, keys.subList(0, middle)), senders);
            var second = ack(part(ofEach, keys.subList(middle, keys.size())), senders);
            return second == null ? first : second;
        }
    }

    private Acknowledged acknowledged(Map<DeviceKey, List<AckBatch.Item>> ofEach) {
        var outcome = database.inTransaction(connection -> acknowledged(ofEach, connection));
        refused.increment(outcome.refused());
        if (!outcome.advances().isEmpty())
            cursors.moved(
                    outcome.advances().stream()
                            .map(advance -> advance.key().user())
                            .collect(Collectors.toSet()));
        return outcome.acknowledged();
    }

    private void refuse(DeviceKey key, RuntimeException cause) {
        refused.increment();
        if (alarms.isDue()) {
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue("user", key.user())
                    .addKeyValue("device", key.device())
                    .log("an ack that should move a cursor does not");
        }
    }

    private static Map<DeviceKey, List<AckBatch.Item>> part(
            Map<DeviceKey, List<AckBatch.Item>> ofEach, List<DeviceKey> keys) {
        var part = new HashMap<>(ofEach);
        part.keySet().retainAll(Set.copyOf(keys));
        return part;
    }

    private record Outcome(List<Advance> advances, Acknowledged acknowledged, int refused) {}

    private static Outcome acknowledged(
            Map<DeviceKey, List<AckBatch.Item>> ofEach, Connection connection) throws SQLException {
        var current = new CurrentGeneration();
        var judgement = new Judgement(ofEach, current);
        var keys = ofEach.keySet();
        current.pipeline()
                .query(
                        LOCK,
                        judgement::device,
                        DeviceOpening.users(keys),
                        DeviceOpening.devices(keys))
                .run(connection);
        var delivered = new ArrayList<Delivered>();
        if (!judgement.advances.isEmpty()) write(judgement.advances, delivered).run(connection);
        return new Outcome(
                judgement.advances,
                new Acknowledged(delivered, current.id()),
                keys.size() - judgement.known);
    }

    private static Pipeline write(List<Advance> advances, List<Delivered> delivered) {
        var users = Column.texts(advances, advance -> advance.key().user().value());
        var to = Column.longs(advances, Advance::to);
        return new Pipeline()
                .update(
                        ADVANCE,
                        users,
                        Column.texts(advances, advance -> advance.key().device().value()),
                        to,
                        Column.longs(advances, Advance::closed))
                .query(
                        MARK,
                        row -> delivered.add(delivered(row)),
                        users,
                        Column.longs(advances, Advance::from),
                        to);
    }

    private static Delivered delivered(ResultSet row) throws SQLException {
        return new Delivered(
                new UserId(row.getString(1)), new UserId(row.getString(2)), row.getLong(3));
    }

    /// Which acknowledgements count, told device by device under its lock.
    private static final class Judgement {
        private final Map<DeviceKey, List<AckBatch.Item>> ofEach;
        private final CurrentGeneration current;
        private final List<Advance> advances = new ArrayList<>();
        private int known;

        Judgement(Map<DeviceKey, List<AckBatch.Item>> ofEach, CurrentGeneration current) {
            this.ofEach = ofEach;
            this.current = current;
        }

        void device(ResultSet row) throws SQLException {
            var key = new DeviceKey(new UserId(row.getString(1)), new DeviceId(row.getString(2)));
            var cursor = row.getLong(3);
            var ack = said(key);
            var n = ack.n();
            if (n > row.getLong(4)) return;
            known++;
            var closed = ack.closed() == null ? 0 : ack.closed();
            if (n > cursor || closed >= row.getLong(5) || row.getBoolean(6))
                advances.add(new Advance(key, cursor, Math.max(cursor, n), closed));
        }

        /// What the device says in all. A position of another generation says nothing, but that the
        /// device is there.
        private AckBatch.Item said(DeviceKey key) {
            return Objects.requireNonNull(ofEach.get(key)).stream()
                    .map(ack -> current.includes(ack.log()) ? ack : ack.withoutPosition())
                    .reduce(AckBatch.Item::and)
                    .orElseThrow();
        }
    }
}
