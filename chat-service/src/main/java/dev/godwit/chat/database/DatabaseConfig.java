package dev.godwit.chat.database;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Pattern;

/// Where PostgreSQL is and how long to wait for it. `socketTimeout` is longer than
/// `statementTimeout`, so that the server is the first to give up and can say so.
public record DatabaseConfig(
        String url,
        String user,
        Secret password,
        int poolSize,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration socketTimeout) {
    private static final Pattern PLACE =
            Pattern.compile("(jdbc:postgresql:(?://)?)(?:[^/?]*@)?([^?@]*)(?:\\?.*)?");

    public static DatabaseConfig read(ConfigReader settings) {
        var config =
                new DatabaseConfig(
                        settings.text(
                                "database.url",
                                "jdbc:postgresql://127.0.0.1:5432/godwit",
                                "JDBC URL of PostgreSQL. Several hosts may be named; only the"
                                        + " primary is used."),
                        settings.text("database.user", "godwit", "Whom to connect as."),
                        settings.optionalSecret("database.password", "That user's password."),
                        settings.integer(
                                "database.pool-size",
                                12,
                                6,
                                500,
                                "Connections of this process: one per worker of the intake, one for"
                                    + " the health check, the rest shared out among openings and"
                                    + " acks, log pages, history and upkeep."),
                        duration(
                                settings,
                                "connect-timeout",
                                2,
                                "How long one attempt to connect may take."),
                        duration(
                                settings,
                                "statement-timeout",
                                2,
                                "How long PostgreSQL works on one statement, waiting for locks"
                                        + " included. Shorter than the gateways' time-out per"
                                        + " try."),
                        duration(
                                settings,
                                "socket-timeout",
                                5,
                                "How long PostgreSQL may be silent before the connection is given"
                                        + " up."));
        if (!config.url.startsWith("jdbc:postgresql:"))
            settings.mistake(
                    "database.url: %s (expected: jdbc:postgresql://…)".formatted(config.place()));
        if (config.socketTimeout.compareTo(config.statementTimeout) <= 0)
            settings.mistake("database.socket-timeout: must be longer than statement-timeout");
        return config;
    }

    /// Host and database, fit for a log: the URL may also hold a user and a password.
    String place() {
        var place = PLACE.matcher(url);
        return place.matches() ? place.group(1) + place.group(2) : "***";
    }

    /// The same text, where it may hold the URL.
    String withoutUrl(@Nullable String text) {
        return String.valueOf(text).replace(url, place());
    }

    @Override
    public String toString() {
        return "DatabaseConfig[" + place() + "]";
    }

    private static Duration duration(
            ConfigReader settings, String key, int seconds, String meaning) {
        return settings.duration(
                "database." + key,
                Duration.ofSeconds(seconds),
                Duration.ofMillis(100),
                Duration.ofMinutes(5),
                meaning);
    }
}
