package dev.godwit.chat.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// How connections to PostgreSQL are set up.
final class Pool {
    /// Every statement of this service finds its rows by key, in the key's order. The planner does
    /// not know that while a table is new: it would choose a sequential scan, a hash join or a sort
    /// of a user's whole log, keep that plan, and be slower with every row.
    private static final String SESSION =
            "-c enable_seqscan=off -c enable_bitmapscan=off"
                    + " -c enable_hashjoin=off -c enable_mergejoin=off"
                    + " -c plan_cache_mode=force_generic_plan -c jit=off";

    private Pool() {}

    static PatientDataSource source(DatabaseConfig config) {
        return new PatientDataSource(config.url(), properties(config));
    }

    static HikariDataSource open(DatabaseConfig config, PatientDataSource source) {
        var hikari = new HikariConfig();
        hikari.setPoolName("postgres");
        hikari.setDataSource(source);
        hikari.setMaximumPoolSize(config.poolSize());
        hikari.setMinimumIdle(Math.min(2, config.poolSize()));
        hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        hikari.setConnectionTimeout(Math.max(250, config.connectTimeout().toMillis()));
        hikari.setValidationTimeout(Math.max(250, config.connectTimeout().toMillis() / 2));
        hikari.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        hikari.setInitializationFailTimeout(-1); // waiting for PostgreSQL is done before, aloud
        return new HikariDataSource(hikari);
    }

    /// A process that is frozen must not keep its row locks, nor commit when it comes back what has
    /// long been tried elsewhere: it loses them before whoever waits for them gives up.
    private static Properties properties(DatabaseConfig config) {
        var properties = timeouts(config);
        var statement = config.statementTimeout().toMillis();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password().value());
        properties.setProperty(
                "options",
                SESSION
                        + " -c statement_timeout="
                        + statement
                        + " -c idle_in_transaction_session_timeout="
                        + statement * 3 / 4);
        properties.setProperty("prepareThreshold", "1");
        return properties;
    }

    /// What every connection needs, migrations' too: those may only take their time.
    static Map<String, String> session(DatabaseConfig config) {
        return Map.of(
                "targetServerType", "primary",
                "ApplicationName", "godwit-chat",
                "tcpKeepAlive", "true",
                "connectTimeout", seconds(config.connectTimeout()),
                "loginTimeout", seconds(config.connectTimeout()));
    }

    static Properties timeouts(DatabaseConfig config) {
        var properties = new Properties();
        properties.putAll(session(config));
        properties.setProperty("socketTimeout", seconds(config.socketTimeout()));
        return properties;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
