package dev.godwit.chat.database;

import java.sql.SQLException;

/// PostgreSQL will not store these values, however often it is asked; the transaction was rolled
/// back.
public final class StoreRefused extends RuntimeException {
    StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether a row with the same unique key is there already.
    public boolean isDuplicateKey() {
        return getCause() instanceof SQLException e && "23505".equals(e.getSQLState());
    }
}
