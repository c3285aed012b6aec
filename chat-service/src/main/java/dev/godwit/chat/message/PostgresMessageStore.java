package dev.godwit.chat.message;

import dev.godwit.chat.database.ConstraintViolated;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.inbox.LogHeads;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The send transaction: lock and read in one round trip, decide, write in another, commit.
/// Blocking; thread-safe.
///
/// Whoever has no log yet gets one in the same transaction, before the locks.
///
/// Whether a send is a repeated one costs a look-up that is nearly always in vain. So it is spared
/// until the unique key says that one is: then the batch is done again, and the next ones look
/// first, for repeated sends come in crowds. What violates a key although nothing is repeated is
/// not the batch's fault.
public final class PostgresMessageStore implements MessageStore {
    private static final int WARY_BATCHES = 100;

    private final Database database;
    private final InstantSource clock;

    /// How many more batches look for repeated sends first.
    private final AtomicInteger wary = new AtomicInteger();

    public PostgresMessageStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Acceptance accept(List<SendBatch.Item> sends) {
        var drafts = sends.stream().map(Draft::of).toList();
        var people = people(drafts);
        if (wary.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return accepted(drafts, people, true);
        }
        try {
            return accepted(drafts, people, false);
        } catch (ConstraintViolated e) {
            wary.set(WARY_BATCHES);
            return accepted(drafts, people, true);
        }
    }

    private Acceptance accepted(List<Draft> drafts, Set<UserId> people, boolean lookForRepeated) {
        return database.inTransaction(
                connection -> accept(drafts, people, lookForRepeated, connection));
    }

    private Acceptance accept(
            List<Draft> drafts, Set<UserId> people, boolean lookForRepeated, Connection connection)
            throws SQLException {
        var reader = new SnapshotReader(drafts);
        var snapshot = reader.lockAndRead(people, lookForRepeated, connection);
        if (snapshot.heads().size() < people.size()) {
            connection.rollback(); // gives the locks back: logs are created before any is locked
            LogHeads.create(people, connection);
            reader = new SnapshotReader(drafts);
            snapshot = reader.lockAndRead(people, lookForRepeated, connection);
        }
        // What was accepted before a block stays accepted, and no unique key would tell.
        if (!lookForRepeated && !snapshot.blocks().isEmpty()) {
            reader.readRepeated(connection);
        }
        var plan = Planner.plan(drafts, snapshot, clock.millis());
        PlanWriter.write(plan, connection);
        return plan.acceptance();
    }

    private static Set<UserId> people(List<Draft> drafts) {
        return drafts.stream()
                .flatMap(draft -> Stream.of(draft.sender(), draft.recipient()))
                .collect(Collectors.toSet());
    }
}
