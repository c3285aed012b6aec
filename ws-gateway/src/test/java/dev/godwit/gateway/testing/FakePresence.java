package dev.godwit.gateway.testing;

import dev.godwit.gateway.connection.Presence;
import dev.godwit.gateway.registry.Connection;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Who can be found, in memory. Thread-safe.
public final class FakePresence implements Presence {
    private final Set<Connection> found = ConcurrentHashMap.newKeySet();

    public Set<Connection> found() {
        return found;
    }

    @Override
    public CompletionStage<Void> register(Connection connection) {
        found.add(connection);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void remove(Connection connection) {
        found.remove(connection);
    }
}
