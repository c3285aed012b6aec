package dev.godwit.gateway.connection;

import dev.godwit.gateway.registry.Connection;

import java.util.concurrent.CompletionStage;

/// Makes connections findable by chat services. Thread-safe; never blocks.
///
/// Beyond these calls it refreshes every connection of the registry slowly, telling those that are
/// displaced ([Connection#displaced]) or were forgotten ([Connection#readForward]).
public interface Presence {
    /// Completes when the connection can be found, or when that has to wait for a better time:
    /// either way it may then read its log. A newer connection of the device elsewhere is told to
    /// the connection as [Connection#displaced]; an older one elsewhere is closed.
    CompletionStage<Void> register(Connection connection);

    /// Removes this connection and no other.
    void remove(Connection connection);
}
