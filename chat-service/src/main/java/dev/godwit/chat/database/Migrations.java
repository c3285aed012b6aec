package dev.godwit.chat.database;

import org.flywaydb.core.Flyway;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/// Brings the schemas up to date, each with a history of its own, so that they may live on
/// different servers one day. Several processes may do it at the same time: Flyway takes a lock.
final class Migrations {
    private static final List<String> SCHEMAS = List.of("message", "inbox");

    private final DatabaseConfig config;

    Migrations(DatabaseConfig config) {
        this.config = config;
    }

    /// Throws where PostgreSQL takes no connection.
    void checkConnection() throws SQLException {
        var properties = new Properties(Pool.timeouts(config));
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password().value());
        try (var connection = DriverManager.getConnection(config.url(), properties)) {
            connection.isValid(1);
        }
    }

    void run() {
        for (var schema : SCHEMAS)
            Flyway.configure()
                    .dataSource(config.url(), config.user(), config.password().value())
                    .jdbcProperties(Pool.session(config))
                    .defaultSchema(schema)
                    .schemas(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
    }
}
