package dev.godwit.chat.database;

import com.zaxxer.hikari.HikariDataSource;

import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.NonBlocking;

import org.flywaydb.core.api.FlywayException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// PostgreSQL as one class of work sees it: with its share of the connections, which others leave
/// alone. Blocking; thread-safe.
public final class Database {
    private static final int ATTEMPTS = 8;

    private final HikariDataSource pool;
    private final WorkClass work;
    private final Semaphore turns;
    private final Backoff backoff;

    Database(HikariDataSource pool, WorkClass work, int share, Backoff backoff) {
        this.pool = pool;
        this.work = work;
        this.turns = new Semaphore(share, true);
        this.backoff = backoff;
    }

    /// Runs an operator's work in a transaction of its own, with the schemas up to date, and
    /// however long it takes.
    public static <T> T maintain(DatabaseConfig config, Work<T> work) {
        NonBlocking.refuse("JDBC");
        var migrations = new Migrations(config);
        try {
            migrations.checkConnection();
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
        try {
            migrations.run();
        } catch (FlywayException e) {
            throw new StoreUnavailable("the schemas: " + config.withoutUrl(e.getMessage()), e);
        }
        try (var connection = migrations.connect()) {
            connection.setAutoCommit(false);
            var result = work.on(connection);
            commit(connection);
            return result;
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
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
        try {
            return connected(work);
        } catch (SQLException e) {
            throw Failures.translated(e);
        }
    }

    /// How many wait for a connection.
    public int waiting() {
        return turns.getQueueLength();
    }

    /// A transaction that did not come to its end is rolled back by the pool, or with its
    /// connection.
    private <T> T committed(Work<T> work) throws SQLException {
        return connected(connection -> {
            connection.setAutoCommit(false);
            var result = work.on(connection);
            commit(connection);
            return result;
        });
    }

    private <T> T connected(Work<T> work) throws SQLException {
        awaitTurn();
        try (var connection = pool.getConnection()) {
            return work.on(connection);
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(pool.getConnectionTimeout(), TimeUnit.MILLISECONDS))
                throw new StoreUnavailable("no connection is free for " + work, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted before a connection was free", e);
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
}
