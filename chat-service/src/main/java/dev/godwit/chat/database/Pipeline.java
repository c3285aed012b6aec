package dev.godwit.chat.database;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Statements that travel to PostgreSQL together and run there one after the other: one round trip,
/// and each sees what was committed until the one before it was done. Used once.
public final class Pipeline {
    /// What is done with each row of an answer.
    @FunctionalInterface
    public interface Rows {
        void row(ResultSet row) throws SQLException;
    }

    private final StringBuilder sql = new StringBuilder();
    private final List<Column> columns = new ArrayList<>();
    private final List<@Nullable Rows> answers = new ArrayList<>();

    /// Adds a statement that answers rows. Each `?` is one of the columns, in order.
    public Pipeline query(String statement, Rows rows, Column... parameters) {
        return add(statement, rows, parameters);
    }

    /// Adds a statement that answers nothing.
    public Pipeline update(String statement, Column... parameters) {
        return add(statement, null, parameters);
    }

    private Pipeline add(String statement, @Nullable Rows rows, Column... parameters) {
        if (!sql.isEmpty()) sql.append(";\n");
        sql.append(statement);
        answers.add(rows);
        columns.addAll(List.of(parameters));
        return this;
    }

    /// Sends all of it and reads the answers in order.
    public void run(Connection connection) throws SQLException {
        if (answers.isEmpty()) return;
        try (var statement = connection.prepareStatement(sql.toString())) {
            for (var i = 0; i < columns.size(); i++)
                statement.setArray(i + 1, columns.get(i).on(connection));
            statement.execute();
            for (var rows : answers) {
                if (rows != null) read(statement, rows);
                statement.getMoreResults();
            }
        }
    }

    private static void read(PreparedStatement statement, Rows rows) throws SQLException {
        try (var results = statement.getResultSet()) {
            while (results.next()) rows.row(results);
        }
    }
}
