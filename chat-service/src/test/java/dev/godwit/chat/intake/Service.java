package dev.godwit.chat.intake;

import dev.godwit.chat.database.ConnectionPool;
import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.database.WorkClass;
import dev.godwit.chat.message.CommitListener;
import dev.godwit.chat.message.PostgresMessageStore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.InstantSource;

/// As much of a chat service as sends pass through.
record Service(ConnectionPool pool, BatchingIntake intake, SimpleMeterRegistry meters)
        implements AutoCloseable {
    static Service start(ConnectionPool pool, CommitListener listener) {
        var meters = new SimpleMeterRegistry();
        var store = new PostgresMessageStore(pool.of(WorkClass.INTAKE), InstantSource.system());
        var intake =
                BatchingIntake.start(
                        new IntakeConfig(
                                TestDatabase.INTAKE_WORKERS, 512, 16_384, 64 * 1024 * 1024),
                        store,
                        listener,
                        new IntakeMetrics(
                                meters.timer("queue"),
                                meters.timer("commit"),
                                meters.counter("inconsistent")));
        return new Service(pool, intake, meters);
    }

    @Override
    public void close() {
        intake.close();
        pool.close();
    }
}
