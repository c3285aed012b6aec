package dev.godwit.chat.database;

import org.jspecify.annotations.Nullable;

/// PostgreSQL cannot be reached, or did not say what became of a transaction: nothing is known to
/// have happened, and the same request may be repeated.
public sealed class StoreUnavailable extends RuntimeException permits ConstraintViolated {
    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Whether PostgreSQL is away, so that a part of the same batch would fare no better.
    public static boolean isAway(Throwable failure) {
        return failure instanceof StoreUnavailable && !(failure instanceof ConstraintViolated);
    }
}
