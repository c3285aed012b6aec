package dev.godwit.chat.inbox;

import static java.util.Objects.requireNonNull;

import dev.godwit.chat.database.Database;
import dev.godwit.chat.database.Pipeline;
import dev.godwit.id.LogGeneration;

import org.jspecify.annotations.Nullable;

/// The log's generation that one transaction runs in. Owned by one thread.
///
/// It is read before everything else: another one can begin only when the transaction is over, so
/// no position of another generation ever moves anything in it, and two that wait for each other
/// cannot be.
public final class CurrentGeneration {
    private static final String READ = "SELECT id FROM inbox.generation WHERE ended IS NULL";

    private @Nullable LogGeneration id;

    /// Reads it by itself, for what may be a moment behind.
    public static LogGeneration of(Database database) {
        return database.reading(connection -> {
            var current = new CurrentGeneration();
            current.pipeline().run(connection);
            return requireNonNull(current.id, "no generation");
        });
    }

    /// A pipeline that begins with reading it.
    public Pipeline pipeline() {
        return new Pipeline().query(READ, row -> id = new LogGeneration(row.getString(1)));
    }

    /// Null until the pipeline has been run.
    public @Nullable LogGeneration id() {
        return id;
    }

    /// Whether a position counts that was counted in `log`; null: by a gateway that knows of no
    /// generations.
    boolean includes(@Nullable LogGeneration log) {
        return log == null || log.equals(id);
    }
}
