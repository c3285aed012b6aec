package dev.godwit.chat.database;

import com.zaxxer.hikari.HikariDataSource;

import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.lifecycle.Readiness;

import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The connections of this process to PostgreSQL's primary, with both schemas up to date, shared
/// out among the classes of work. Blocking; thread-safe.
///
/// It is one pool: an idle class keeps no connection open, and one setting says how many the
/// process takes of PostgreSQL. The shares make up the whole, so that whoever has a turn in their
/// class finds a connection free, whatever the other classes do.
public final class ConnectionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private static final int MAX_REFUSALS = 4;

    private final PatientDataSource source;
    private final HikariDataSource pool;
    private final DatabaseProbe probe;
    private final Map<WorkClass, Database> databases = new EnumMap<>(WorkClass.class);

    private ConnectionPool(
            PatientDataSource source,
            HikariDataSource pool,
            Map<WorkClass, Integer> shares,
            Backoff backoff) {
        this.source = source;
        this.pool = pool;
        this.probe = DatabaseProbe.start(pool);
        shares.forEach(
                (work, share) -> databases.put(work, new Database(pool, work, share, backoff)));
    }

    /// Waits until PostgreSQL is there, however long that takes, then brings the schemas up to
    /// date. An interrupt ends the waiting.
    ///
    /// `intakeWorkers`: how many connections the intake needs.
    public static ConnectionPool open(DatabaseConfig config, int intakeWorkers, Backoff backoff)
            throws InterruptedException {
        NonBlocking.refuse("JDBC");
        migrate(new Migrations(config), config, backoff);
        var source = Pool.source(config);
        var shares = WorkClass.shares(config.poolSize(), intakeWorkers);
        return new ConnectionPool(source, Pool.open(config, source), shares, backoff);
    }

    /// PostgreSQL may also go away in the middle of it: what was migrated stays, the rest is begun
    /// again. So is it, a few times, where something else is wrong: whoever waits for another
    /// process that migrates may find that its migration was cut short.
    private static void migrate(Migrations migrations, DatabaseConfig config, Backoff backoff)
            throws InterruptedException {
        var refusals = 0;
        for (var failures = 1; ; failures++) {
            try {
                migrations.checkConnection();
                migrations.run();
                return;
            } catch (FlywayException e) {
                if (!Failures.isPassing(e) && ++refusals == MAX_REFUSALS) {
                    throw e;
                }
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

    /// What work of this class has of the connections.
    public Database of(WorkClass work) {
        return Objects.requireNonNull(databases.get(work));
    }

    public Readiness readiness() {
        return probe;
    }

    @Override
    public void close() {
        probe.close();
        source.close();
        pool.close();
    }
}
