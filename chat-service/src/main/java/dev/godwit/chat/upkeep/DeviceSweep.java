package dev.godwit.chat.upkeep;

import dev.godwit.chat.database.Database;
import dev.godwit.chat.inbox.CursorListener;
import dev.godwit.id.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Drops the devices that have stayed away too long. Blocking; belongs to one thread.
///
/// It walks the table by user, a range at a time: no index on the time of every device is kept for
/// what happens once an hour, and no statement takes long.
final class DeviceSweep {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceSweep.class);
    private static final int RANGE = 2_000;
    private static final String BEFORE_ALL = "";
    private static final String AFTER_ALL = "~"; // no user id holds a character that comes later

    private static final String RANGE_END =
            """
            SELECT user_id
            FROM inbox.device
            WHERE user_id > ?
            ORDER BY user_id, device_id
            OFFSET ? LIMIT 1\
            """;

    /// A log trimmer of the version before counts on no device going meanwhile.
    private static final String ALONE = "SELECT pg_advisory_xact_lock(" + UpkeepLock.KEY + ")";

    /// A device that is being opened, or dropped by another process, is left alone.
    private static final String DROP =
            """
            WITH away AS MATERIALIZED (
                SELECT user_id, device_id
                FROM inbox.device
                WHERE user_id > ? AND user_id <= ?
                  AND last_seen < now() - ? * interval '1 millisecond'
                FOR UPDATE SKIP LOCKED
            )
            DELETE FROM inbox.device d
            USING away a
            WHERE d.user_id = a.user_id AND d.device_id = a.device_id
            RETURNING d.user_id\
            """;

    private final Database database;
    private final Duration retention;
    private final CursorListener cursors;

    /// `cursors` hears of users who lost a device: it may have been their slowest.
    DeviceSweep(Database database, Duration retention, CursorListener cursors) {
        this.database = database;
        this.retention = retention;
        this.cursors = cursors;
    }

    void sweep() {
        for (var after = BEFORE_ALL; !after.equals(AFTER_ALL); ) {
            var from = after;
            var to = database.reading(connection -> rangeEnd(from, connection));
            var dropped = database.inTransaction(connection -> drop(from, to, connection));
            cursors.moved(dropped);
            if (!dropped.isEmpty())
                LOG.atInfo().addKeyValue("devices", dropped.size()).log("unseen devices dropped");
            after = to;
        }
    }

    private static String rangeEnd(String after, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(RANGE_END)) {
            statement.setString(1, after);
            statement.setInt(2, RANGE);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : AFTER_ALL;
            }
        }
    }

    private List<UserId> drop(String after, String to, Connection connection) throws SQLException {
        try (var lock = connection.createStatement()) {
            lock.execute(ALONE);
        }
        try (var statement = connection.prepareStatement(DROP)) {
            statement.setString(1, after);
            statement.setString(2, to);
            statement.setLong(3, retention.toMillis());
            try (var rows = statement.executeQuery()) {
                var users = new ArrayList<UserId>();
                while (rows.next()) users.add(new UserId(rows.getString(1)));
                return users;
            }
        }
    }
}
