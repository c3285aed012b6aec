package dev.godwit.chat.intake;

import dev.godwit.chat.database.Database;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.PostgresMessageStore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.InstantSource;

/// As much of a chat service as sends pass through.
record Service(Database database, BatchingIntake intake, SimpleMeterRegistry meters)
        implements AutoCloseable {
    static Service start(Database database, CommitListener listener) {
        var meters = new SimpleMeterRegistry();
        var store = new PostgresMessageStore(database, InstantSource.system());
        var intake =
                BatchingIntake.start(
                        new IntakeConfig(2, 512, 16_384),
                        store,
                        listener,
                        new IntakeMetrics(
                                meters.timer("queue"),
                                meters.timer("commit"),
                                meters.counter("inconsistent")));
        return new Service(database, intake, meters);
    }

    @Override
    public void close() {
        intake.close();
        database.close();
    }
}
