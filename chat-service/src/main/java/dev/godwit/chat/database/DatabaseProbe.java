package dev.godwit.chat.database;

import com.zaxxer.hikari.HikariDataSource;

import dev.godwit.lifecycle.Readiness;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;

/// Asks PostgreSQL once a second whether it is there, by a connection that no work takes. Owned by
/// a virtual thread of its own; its answer is read from any thread.
final class DatabaseProbe implements Readiness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int PATIENCE_SECONDS = 2;

    private final HikariDataSource pool;
    private final Thread thread;
    private volatile Status status = new Status.Ready();

    private DatabaseProbe(HikariDataSource pool) {
        this.pool = pool;
        this.thread = Thread.ofVirtual().name("postgres-probe").unstarted(this::run);
    }

    static DatabaseProbe start(HikariDataSource pool) {
        var probe = new DatabaseProbe(pool);
        probe.thread.start();
        return probe;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Status status() {
        return status;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                become(asked());
            }
        } catch (InterruptedException e) {
            status = new Status.NotReady("closed");
        }
    }

    private Status asked() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                    ? new Status.Ready()
                    : new Status.NotReady("does not answer");
        } catch (SQLException e) {
            return new Status.NotReady(String.valueOf(e.getMessage()));
        }
    }

    private void become(Status next) {
        var before = status;
        status = next;
        if (before.getClass() == next.getClass()) return;
        switch (next) {
            case Status.Ready() -> LOG.atInfo().log("PostgreSQL is back");
            case Status.Degraded(var reason) ->
                    LOG.atWarn().addKeyValue("reason", reason).log("PostgreSQL is degraded");
            case Status.NotReady(var reason) ->
                    LOG.atWarn().addKeyValue("reason", reason).log("PostgreSQL is not there");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
