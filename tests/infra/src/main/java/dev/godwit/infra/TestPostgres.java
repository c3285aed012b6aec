package dev.godwit.infra;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// The PostgreSQL of this JVM. Thread-safe; blocks.
public final class TestPostgres {
    private final AtomicInteger created = new AtomicInteger();
    private final String server;
    private final String user;
    private final String password;

    TestPostgres(String server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /// What a connection to one database needs. The user may do everything in it.
    public record Database(String jdbcUrl, String user, String password) {}

    /// A new, empty database that nobody else uses.
    public Database freshDatabase() {
        var name = "test_" + created.incrementAndGet();
        try (var connection = DriverManager.getConnection(server + "/postgres", user, password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be created", e);
        }
        return new Database(server + "/" + name, user, password);
    }
}
