package dev.godwit.chat.database;

import dev.godwit.config.ConfigReader;
import dev.godwit.infra.Infra;
import dev.godwit.infra.TestPostgres;
import dev.godwit.lifecycle.Backoff;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// An empty, migrated database of one's own, and a look into its tables past the code under test.
public final class TestDatabase implements AutoCloseable {
    public static final int INTAKE_WORKERS = 2;

    private final TestPostgres.Database place;
    private final ConnectionPool pool;

    private TestDatabase(TestPostgres.Database place) throws InterruptedException {
        this.place = place;
        this.pool = another();
    }

    public static TestDatabase fresh() throws InterruptedException {
        return new TestDatabase(Infra.postgres().freshDatabase());
    }

    /// In a PostgreSQL of the test's own, which it may stop.
    public static TestDatabase in(String jdbcUrl, String user, String password)
            throws InterruptedException {
        return new TestDatabase(new TestPostgres.Database(jdbcUrl, user, password));
    }

    public Database database() {
        return pool.of(WorkClass.DEVICES);
    }

    /// What another chat service opens.
    public ConnectionPool another() throws InterruptedException {
        return another(Map.of());
    }

    /// What a chat service with these settings opens.
    public ConnectionPool another(Map<String, String> settings) throws InterruptedException {
        return ConnectionPool.open(config(place, settings), INTAKE_WORKERS, backoff());
    }

    public DatabaseConfig config() {
        return config(place);
    }

    public static DatabaseConfig config(TestPostgres.Database place) {
        return config(place, Map.of());
    }

    private static DatabaseConfig config(
            TestPostgres.Database place, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("database.url", place.jdbcUrl());
        all.put("database.user", place.user());
        all.put("database.password", place.password());
        return DatabaseConfig.read(ConfigReader.of(all));
    }

    public static Backoff backoff() {
        return new Backoff(Duration.ofMillis(5), Duration.ofMillis(100), new Random(1));
    }

    public void execute(String sql, @Nullable Object... parameters) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// What is made of one row.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, Row<T> row) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var results = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            while (results.next()) rows.add(row.read(results));
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Runs a statement and keeps the locks that it took until they are released.
    public HeldLocks holding(String sql) throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new HeldLocks(connection);
    }

    /// Statements that wait for locks of others.
    public int waitingForLocks() {
        return query(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """,
                        row -> row.getInt(1))
                .getFirst();
    }

    /// Locks of the test's own.
    public record HeldLocks(Connection connection) implements AutoCloseable {
        public void release() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(place.jdbcUrl(), place.user(), place.password());
    }

    @Override
    public void close() {
        pool.close();
    }
}
