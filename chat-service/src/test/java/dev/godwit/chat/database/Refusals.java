package dev.godwit.chat.database;

import java.sql.SQLException;

/// Refusals for tests that have no PostgreSQL.
public final class Refusals {
    private Refusals() {}

    public static StoreRefused refused(String why) {
        return new StoreRefused(why, new SQLException(why, "22000"));
    }
}
