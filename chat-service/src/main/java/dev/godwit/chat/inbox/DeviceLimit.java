package dev.godwit.chat.inbox;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;

/// How many devices a user may have: a further one takes the place of the one that is not connected
/// and was seen longest ago. Blocking; thread-safe.
///
/// A device is connected from its opening until its gateway tells the end of the connection, or
/// tells nothing for some time.
final class DeviceLimit {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLimit.class);

    /// A gateway of the version before names its connected devices every six hours. Without one,
    /// some times [AckBatch#SEEN_EVERY] is enough.
    private static final Duration SILENCE = Duration.ofHours(7);

    /// Whether the device `d` is connected, in SQL.
    static final String CONNECTED =
            "(d.epoch > d.closed AND d.last_seen > now() - interval '%s seconds')"
                    .formatted(SILENCE.toSeconds());

    /// A device that is being opened, or acknowledges, is left alone: it is connected.
    private static final String DROP =
            """
            WITH away AS MATERIALIZED (
                SELECT user_id, device_id
                FROM inbox.device d
                JOIN (SELECT user_id, device_id,
                             row_number() OVER (PARTITION BY user_id
                                                ORDER BY %1$s, last_seen, device_id) AS turn,
                             count(*) OVER (PARTITION BY user_id) - k.most AS excess
                      FROM unnest(?, ?) AS k (user_id, most)
                      JOIN inbox.device d USING (user_id)) ranked
                USING (user_id, device_id)
                WHERE turn <= excess AND NOT %1$s
                ORDER BY user_id, device_id
                FOR UPDATE OF d SKIP LOCKED
            )
            DELETE FROM inbox.device d
            USING away a
            WHERE d.user_id = a.user_id AND d.device_id = a.device_id
            RETURNING d.user_id, d.device_id\
            """
                    .formatted(CONNECTED);

    private final Database database;
    private final int most;
    private final CursorListener cursors;

    /// `cursors` hears of users who lost a device: it may have been their slowest.
    DeviceLimit(Database database, int most, CursorListener cursors) {
        this.database = database;
        this.most = most;
        this.cursors = cursors;
    }

    int most() {
        return most;
    }

    /// Drops what the users have too many of. Apart from the opening that was one too many, so that
    /// no transaction locks devices out of order.
    void enforce(Collection<UserId> users) {
        var dropped =
                database.inTransaction(connection -> {
                    var rows = new ArrayList<DeviceKey>();
                    new Pipeline()
                            .query(
                                    DROP,
                                    row ->
                                            rows.add(
                                                    new DeviceKey(
                                                            new UserId(row.getString(1)),
                                                            new DeviceId(row.getString(2)))),
                                    Column.texts(users, UserId::value),
                                    Column.longs(users, _ -> most))
                            .run(connection);
                    return rows;
                });
        for (var key : dropped) {
            LOG.atInfo()
                    .addKeyValue("user", key.user())
                    .addKeyValue("device", key.device())
                    .log("device dropped for a further one");
        }
        cursors.moved(dropped.stream().map(DeviceKey::user).toList());
    }
}
