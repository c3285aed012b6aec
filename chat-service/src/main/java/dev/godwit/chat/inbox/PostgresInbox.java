package dev.godwit.chat.inbox;

import dev.godwit.chat.database.Column;
import dev.godwit.chat.database.Database;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.protocol.ServerFrameEncoder;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Logs and cursors in PostgreSQL: each call is one batch, set by set. Blocking; thread-safe.
public final class PostgresInbox implements Inbox {
    private static final String HEADS =
            "SELECT user_id, head FROM inbox.log WHERE user_id = ANY (?)";

    private final Database logs;
    private final DeviceOpening opening;
    private final AckProcessor acknowledging;
    private final PageReader reading;

    /// `devices`: for openings and acks; `logs`: for pages and heads.
    public PostgresInbox(
            Database devices,
            Database logs,
            ServerFrameEncoder frames,
            CursorListener cursors,
            int devicesPerUser,
            InboxMetrics metrics) {
        this.logs = logs;
        this.opening =
                new DeviceOpening(
                        devices,
                        new DeviceLimit(devices, devicesPerUser, cursors),
                        new StalledDevices(metrics.stalledOpenings()));
        this.acknowledging = new AckProcessor(devices, cursors, metrics.refusedAcks());
        this.reading = new PageReader(frames);
    }

    @Override
    public OpenBatch.Answer open(OpenBatch batch) {
        return new OpenBatch.Answer(opening.open(batch.devices()));
    }

    @Override
    public AckBatch.Answer ack(AckBatch batch, Consumer<Acknowledged> senders) {
        return new AckBatch.Answer(acknowledging.ack(batch.acks(), senders));
    }

    @Override
    public ReadBatch.Answer read(ReadBatch batch) {
        return new ReadBatch.Answer(
                logs.reading(connection -> reading.read(batch.reads(), connection)));
    }

    @Override
    public HeadsBatch.Answer heads(HeadsBatch batch) {
        Map<UserId, Long> heads = new HashMap<>();
        var users = batch.users();
        var current = new CurrentGeneration();
        var pipeline =
                current.pipeline()
                        .query(
                                HEADS,
                                row -> heads.put(new UserId(row.getString(1)), row.getLong(2)),
                                Column.texts(users, UserId::value));
        return logs.reading(connection -> {
            pipeline.run(connection);
            return new HeadsBatch.Answer(
                    users.stream().map(user -> heads.getOrDefault(user, 0L)).toList(),
                    current.id());
        });
    }
}
