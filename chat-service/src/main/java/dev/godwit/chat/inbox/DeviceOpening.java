package dev.godwit.chat.inbox;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.OpenBatch.Opened;
import dev.godwit.internalapi.OpenBatch.Refusal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Registers devices that have connected and numbers their connections. Blocking; thread-safe.
///
/// A user's first device starts at the beginning of what the log retains, a further one at its
/// head; the lock on the log's head makes sure that there is only one first. Epochs come from one
/// sequence, under the lock of the device or of the log's head: they rise for a device also where
/// it is removed in between, and where a chat service of the version before counts on by one.
final class DeviceOpening {
    private static final String LOCK =
            """
            SELECT user_id, device_id
            FROM unnest(?, ?) AS k (user_id, device_id)
            JOIN inbox.device d USING (user_id, device_id)
            ORDER BY user_id, device_id
            FOR NO KEY UPDATE OF d\
            """;

    /// A device goes on from where it was, but not from below what was deleted for its age.
    private static final String RENUMBER =
            """
            UPDATE inbox.device AS d
            SET epoch = greatest(d.epoch + 1, nextval('inbox.epoch')), last_seen = now(),
                cursor = greatest(d.cursor, l.floor), opened_at = greatest(d.cursor, l.floor),
                stalled = CASE WHEN d.opened_at = greatest(d.cursor, l.floor) AND d.opened_at < l.head
                               THEN d.stalled + 1 ELSE 0 END
            FROM unnest(?, ?) AS k (user_id, device_id)
            JOIN inbox.log l USING (user_id)
            WHERE d.user_id = k.user_id AND d.device_id = k.device_id
            RETURNING d.user_id, d.device_id, d.cursor, d.epoch, d.stalled, false, false\
            """;

    /// A device that finds no place is numbered all the same: a gateway of the version before
    /// serves it as a connection without a cursor.
    private static final String REGISTER =
            """
            WITH place AS (
                SELECT k.user_id, k.device_id, l.head, others.devices,
                       others.devices >= k.most AS full, others.connected < k.most AS free
                FROM unnest(?, ?, ?) AS k (user_id, device_id, most)
                JOIN inbox.log l USING (user_id)
                CROSS JOIN LATERAL (
                    SELECT count(*) AS devices, count(*) FILTER (WHERE %s) AS connected
                    FROM inbox.device d
                    WHERE d.user_id = k.user_id AND d.device_id <> k.device_id
                ) others
            ), registered AS (
                INSERT INTO inbox.device AS d (user_id, device_id, cursor, epoch, last_seen, created)
                SELECT p.user_id, p.device_id,
                       CASE WHEN p.devices > 0 THEN p.head
                            ELSE coalesce((SELECT min(e.n) - 1 FROM inbox.entry e
                                           WHERE e.user_id = p.user_id), p.head) END,
                       nextval('inbox.epoch'), now(), now()
                FROM place p
                WHERE p.free
                ON CONFLICT (user_id, device_id)
                DO UPDATE SET epoch = greatest(d.epoch + 1, excluded.epoch), last_seen = now()
                RETURNING d.user_id, d.device_id, d.cursor, d.epoch, d.stalled
            )
            SELECT user_id, device_id, r.cursor, r.epoch, r.stalled, p.full, false
            FROM registered r
            JOIN place p USING (user_id, device_id)
            UNION ALL
            SELECT user_id, device_id, head, nextval('inbox.epoch'), 0, false, true
            FROM place
            WHERE NOT free\
            """
                    .formatted(DeviceLimit.CONNECTED);

    private final Database database;
    private final DeviceLimit limit;
    private final StalledDevices stalledDevices;

    DeviceOpening(Database database, DeviceLimit limit, StalledDevices stalledDevices) {
        this.database = database;
        this.limit = limit;
        this.stalledDevices = stalledDevices;
    }

    /// A device as its opening left it; `stalled` as [StalledDevices] takes it; `oneTooMany`: it
    /// takes another's place.
    private record Row(Opened opened, int stalled, boolean oneTooMany) {}

    List<Opened> open(List<OpenBatch.Item> items) {
        var keys = items.stream().map(item -> new DeviceKey(item.user(), item.device())).toList();
        var opened = new ArrayList<Opened>();
        for (var round : rounds(keys)) opened.addAll(openOncePerUser(round));
        return opened;
    }

    /// Cut so that no user is twice in a round: which of two devices is the first, and which of two
    /// connections the newer, is told by the order they came in.
    private static List<List<DeviceKey>> rounds(List<DeviceKey> keys) {
        var rounds = new ArrayList<List<DeviceKey>>();
        var users = new HashSet<UserId>();
        for (var key : keys) {
            if (rounds.isEmpty() || !users.add(key.user())) {
                rounds.add(new ArrayList<>());
                users.clear();
                users.add(key.user());
            }
            rounds.getLast().add(key);
        }
        return rounds;
    }

    /// Whoever has no log yet is opened in a transaction that begins with making one; the others
    /// are numbered once.
    private List<Opened> openOncePerUser(List<DeviceKey> keys) {
        var opened = database.inTransaction(connection -> opened(keys, connection));
        var without = keys.stream().filter(key -> !opened.containsKey(key)).toList();
        if (!without.isEmpty()) {
            opened.putAll(
                    database.inTransaction(connection -> {
                        LogHeads.create(people(without), connection);
                        return opened(without, connection);
                    }));
        }
        opened.forEach((key, row) -> stalledDevices.opened(key, row.opened, row.stalled));
        makeRoom(opened);
        return keys.stream().map(key -> Objects.requireNonNull(opened.get(key)).opened).toList();
    }

    private void makeRoom(Map<DeviceKey, Row> opened) {
        var crowded =
                opened.entrySet().stream()
                        .filter(entry -> entry.getValue().oneTooMany)
                        .map(entry -> entry.getKey().user())
                        .toList();
        if (!crowded.isEmpty()) limit.enforce(crowded);
    }

    /// Fewer than asked for where a user has no log yet. A log that is made meanwhile is not
    /// locked: it counts as missing too.
    private Map<DeviceKey, Row> opened(List<DeviceKey> keys, Connection connection)
            throws SQLException {
        Map<DeviceKey, Row> opened = new HashMap<>();
        var current = new CurrentGeneration();
        renumber(keys, opened, current).run(connection);
        var unknown = keys.stream().filter(key -> !opened.containsKey(key)).toList();
        if (!unknown.isEmpty()) {
            Map<UserId, Long> heads = new HashMap<>();
            LogHeads.lock(new Pipeline(), people(unknown), heads).run(connection);
            var locked = unknown.stream().filter(key -> heads.containsKey(key.user())).toList();
            if (!locked.isEmpty()) register(locked, opened, current).run(connection);
        }
        return opened;
    }

    private static Pipeline renumber(
            List<DeviceKey> keys, Map<DeviceKey, Row> opened, CurrentGeneration current) {
        return current.pipeline()
                .query(LOCK, _ -> {}, users(keys), devices(keys))
                .query(RENUMBER, row -> put(row, opened, current), users(keys), devices(keys));
    }

    private Pipeline register(
            List<DeviceKey> keys, Map<DeviceKey, Row> opened, CurrentGeneration current) {
        return new Pipeline()
                .query(
                        REGISTER,
                        row -> put(row, opened, current),
                        users(keys),
                        devices(keys),
                        Column.longs(keys, _ -> limit.most()));
    }

    private static Set<UserId> people(Collection<DeviceKey> keys) {
        return keys.stream().map(DeviceKey::user).collect(Collectors.toSet());
    }

    private static void put(ResultSet row, Map<DeviceKey, Row> opened, CurrentGeneration current)
            throws SQLException {
        var key = new DeviceKey(new UserId(row.getString(1)), new DeviceId(row.getString(2)));
        var refusal = row.getBoolean(7) ? Refusal.TOO_MANY_DEVICES : null;
        var result = new Opened(row.getLong(3), row.getLong(4), current.id(), refusal);
        opened.put(key, new Row(result, row.getInt(5), row.getBoolean(6)));
    }

    static Column users(Collection<DeviceKey> keys) {
        return Column.texts(keys, key -> key.user().value());
    }

    static Column devices(Collection<DeviceKey> keys) {
        return Column.texts(keys, key -> key.device().value());
    }
}
