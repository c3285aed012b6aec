package dev.godwit.chat.database;

import com.zaxxer.hikari.HikariDataSource;

import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.lifecycle.Readiness;

import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// PostgreSQL as this service sees it: a pool of connections to the primary, with both schemas up
/// to date. Blocking; thread-safe.
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 8;

    /// Connections that reading leaves to those who write, however much is read.
    private static final int KEPT_FOR_WRITING = 4;

    private final PatientDataSource source;
    private final HikariDataSource pool;
    private final Backoff backoff;
    private final DatabaseProbe probe;
    private final Semaphore reading;

    private Database(PatientDataSource source, HikariDataSource pool, Backoff backoff) {
        this.source = source;
        this.pool = pool;
        this.backoff = backoff;
        this.probe = DatabaseProbe.start(pool);
        this.reading = new Semaphore(Math.max(1, pool.getMaximumPoolSize() - KEPT_FOR_WRITING));
    }

    /// Waits until PostgreSQL is there, however long that takes, then brings the schemas up to
    /// date. An interrupt ends the waiting.
    public static Database open(DatabaseConfig config, Backoff backoff)
            throws InterruptedException {
        NonBlocking.refuse("JDBC");
        migrate(new Migrations(config), config, backoff);
        var source = Pool.source(config);
        return new Database(source, Pool.open(config, source), backoff);
    }

    /// Runs an operator's work in a transaction of its own, with the schemas up to date, and
    /// however long it takes.
    public static <T> T maintain(DatabaseConfig config, Work<T> work) {
        NonBlocking.refuse("JDBC");
        var migrations = new Migrations(config);
        migrations.run();
        try (var connection = migrations.connect()) {
            connection.setAutoCommit(false);
            var result = work.on(connection);
            commit(connection);
            return result;
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
    }

    /// PostgreSQL may also go away in the middle of it: what was migrated stays, the rest is begun
    /// again.
    private static void migrate(Migrations migrations, DatabaseConfig config, Backoff backoff)
            throws InterruptedException {
        for (var failures = 1; ; failures++) {
            try {
                migrations.checkConnection();
                migrations.run();
                return;
            } catch (FlywayException e) {
                if (!Failures.isPassing(e)) throw e;
                warn(config, failures, e);
            } catch (SQLException e) {
                warn(config, failures, e);
            }
            Thread.sleep(backoff.after(failures));
        }
    }

    /// Once is enough.
    private static void warn(DatabaseConfig config, int failures, Exception e) {
        if (failures == 1)
            LOG.atWarn()
                    .addKeyValue("database", config.place())
                    .addKeyValue("reason", config.withoutUrl(e.getMessage()))
                    .log("waiting for PostgreSQL");
    }

    public Readiness readiness() {
        return probe;
    }

    /// Runs the work and commits it; on a deadlock or a serialization failure all of it again.
    ///
    /// Throws [StoreRefused] where nothing was stored and never will be, [StoreUnavailable] where
    /// nothing is known to have happened.
    public <T> T inTransaction(Work<T> work) {
        NonBlocking.refuse("JDBC");
        for (var attempt = 1; ; attempt++) {
            try {
                return committed(work);
            } catch (SQLException e) {
                if (!Failures.isContention(e) || attempt == ATTEMPTS) throw Failures.translated(e);
                pause(attempt, e);
            }
        }
    }

    /// Runs work that only reads. Each statement sees what was committed before it began.
    public <T> T reading(Work<T> work) {
        NonBlocking.refuse("JDBC");
        awaitTurnToRead();
        try (var connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw Failures.translated(e);
        } finally {
            reading.release();
        }
    }

    private void awaitTurnToRead() {
        try {
            if (!reading.tryAcquire(pool.getConnectionTimeout(), TimeUnit.MILLISECONDS))
                throw new StoreUnavailable("too much is being read", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while others were reading", e);
        }
    }

    /// A transaction that did not come to its end is rolled back by the pool, or with its
    /// connection.
    private <T> T committed(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            var result = work.on(connection);
            commit(connection);
            return result;
        }
    }

    /// A commit whose wait for the standby was cancelled succeeds with a warning: what it wrote may
    /// still be lost, so it counts as unknown.
    private static void commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        connection.commit();
        var warning = connection.getWarnings();
        if (warning != null)
            throw new StoreUnavailable("PostgreSQL warned at COMMIT: " + warning, warning);
    }

    private void pause(int attempt, SQLException cause) {
        try {
            Thread.sleep(backoff.after(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(
                    "interrupted while another transaction was in the way", cause);
        }
    }

    @Override
    public void close() {
        probe.close();
        source.close();
        pool.close();
    }
}
