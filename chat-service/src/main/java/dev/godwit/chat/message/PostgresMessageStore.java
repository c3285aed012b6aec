package dev.godwit.chat.message;

import dev.godwit.api.SendBatch;
import dev.godwit.chat.database.Database;
import dev.godwit.chat.inbox.Logs;
import dev.godwit.id.UserId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The send transaction: lock and read in one round trip, decide, write in another, commit.
/// Blocking; thread-safe.
public final class PostgresMessageStore implements MessageStore {
    private final Database database;
    private final Logs logs;
    private final InstantSource clock;

    public PostgresMessageStore(Database database, Logs logs, InstantSource clock) {
        this.database = database;
        this.logs = logs;
        this.clock = clock;
    }

    @Override
    public Acceptance accept(List<SendBatch.Item> sends) {
        var drafts = sends.stream().map(Draft::of).toList();
        var people = people(drafts);
        while (true) {
            var acceptance =
                    database.inTransaction(connection -> accept(drafts, people, connection));
            if (acceptance.isPresent()) return acceptance.get();
            logs.create(people);
        }
    }

    /// Empty where somebody has no log yet.
    private Optional<Acceptance> accept(
            List<Draft> drafts, Set<UserId> people, Connection connection) throws SQLException {
        var snapshot = SnapshotReader.lockAndRead(drafts, people, connection);
        if (snapshot.heads().size() < people.size()) return Optional.empty();
        var plan = Planner.plan(drafts, snapshot, clock.millis());
        PlanWriter.write(plan, connection);
        return Optional.of(plan.acceptance());
    }

    private static Set<UserId> people(List<Draft> drafts) {
        return drafts.stream()
                .flatMap(draft -> Stream.of(draft.sender(), draft.recipient()))
                .collect(Collectors.toSet());
    }
}
