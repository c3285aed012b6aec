package dev.godwit.chat.database;

/// PostgreSQL will not store these values, however often it is asked; the transaction was rolled
/// back.
public final class StoreRefused extends RuntimeException {
    StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
