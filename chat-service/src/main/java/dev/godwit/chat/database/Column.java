package dev.godwit.chat.database;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// One column of many rows: a parameter that is an array, for `unnest` or `= ANY`.
public final class Column {
    private final String type;
    private final @Nullable Object[] values;

    private Column(String type, @Nullable Object[] values) {
        this.type = type;
        this.values = values;
    }

    public static <R> Column texts(Collection<R> rows, Function<R, @Nullable String> value) {
        return new Column("text", rows.stream().map(value).toArray(String[]::new));
    }

    public static <R> Column longs(Collection<R> rows, ToLongFunction<R> value) {
        return new Column("int8", rows.stream().mapToLong(value).boxed().toArray(Long[]::new));
    }

    public static <R> Column flags(Collection<R> rows, Predicate<R> value) {
        return new Column("bool", rows.stream().map(value::test).toArray(Boolean[]::new));
    }

    public static <R> Column uuids(Collection<R> rows, Function<R, UUID> value) {
        return new Column("uuid", rows.stream().map(value).toArray(UUID[]::new));
    }

    public static <R> Column bytes(Collection<R> rows, Function<R, byte[]> value) {
        return new Column("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    java.sql.Array on(Connection connection) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
