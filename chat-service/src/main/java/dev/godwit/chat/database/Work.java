package dev.godwit.chat.database;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done on one connection. May run several times, so it changes nothing but the database.
@FunctionalInterface
public interface Work<T> {
    T on(Connection connection) throws SQLException;
}
