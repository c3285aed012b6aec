package dev.godwit.chat.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/// Brings the schemas up to date, each with a history of its own, so that they may live on
/// different servers one day. Several processes may do it at the same time: Flyway takes a lock,
/// and whoever comes later waits for it as long as an index takes to build.
final class Migrations {
    private static final List<String> SCHEMAS = List.of("message", "inbox");

    private final DatabaseConfig config;

    Migrations(DatabaseConfig config) {
        this.config = config;
    }

    /// Throws where PostgreSQL takes no connection.
    void checkConnection() throws SQLException {
        try (var connection = connect(Pool.timeouts(config))) {
            connection.isValid(1);
        }
    }

    /// A connection whose statements may take their time.
    Connection connect() throws SQLException {
        var session = new Properties();
        session.putAll(Pool.session(config));
        return connect(session);
    }

    private Connection connect(Properties session) throws SQLException {
        var properties = new Properties(session);
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password().value());
        return DriverManager.getConnection(config.url(), properties);
    }

    /// A change of a table waits for whoever holds it, and everybody else then waits behind the
    /// change: it gives up soon and is tried again.
    private Map<String, String> session() {
        var session = new HashMap<>(Pool.session(config));
        session.put("options", "-c lock_timeout=1s");
        return session;
    }

    void run() {
        SCHEMAS.forEach(this::run);
    }

    /// The lock is the session's: an index that is built beside the traffic waits for every open
    /// transaction, and must not wait for the one that holds it. A migration outside of a
    /// transaction may be cut short; it is written to be begun again.
    private void run(String schema) {
        var settings =
                Flyway.configure()
                        .dataSource(config.url(), config.user(), config.password().value())
                        .jdbcProperties(session())
                        .lockRetryCount(-1)
                        .defaultSchema(schema)
                        .schemas(schema)
                        .locations("classpath:db/" + schema);
        settings.getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        var flyway = settings.load();
        if (isCutShort(flyway)) {
            flyway.repair();
        }
        flyway.migrate();
    }

    private static boolean isCutShort(Flyway flyway) {
        return Stream.of(flyway.info().all()).anyMatch(each -> each.getState().isFailed());
    }
}
