package dev.godwit.chat.database;

import java.sql.SQLException;

/// Refusals for tests that have no PostgreSQL.
public final class Refusals {
    private Refusals() {}

    public static StoreRefused refused(String why) {
        return new StoreRefused(why, new SQLException(why, "22021"));
    }

    public static ConstraintViolated violated(String why) {
        return new ConstraintViolated(new SQLException(why, "23505"));
    }
}
