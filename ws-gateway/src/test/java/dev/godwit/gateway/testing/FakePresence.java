package dev.godwit.gateway.testing;

import dev.godwit.gateway.connection.Presence;
import dev.godwit.gateway.registry.Connection;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Who can be found, in memory: the newest connection of each device. Thread-safe.
public final class FakePresence implements Presence {
    private final Map<String, Connection> found = new ConcurrentHashMap<>();

    public Collection<Connection> found() {
        return found.values();
    }

    @Override
    public CompletionStage<Void> register(Connection connection) {
        var newest =
                found.merge(
                        key(connection),
                        connection,
                        (known, late) -> known.epoch() > late.epoch() ? known : late);
        if (!newest.equals(connection)) {
            connection.displaced();
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void remove(Connection connection) {
        found.remove(key(connection), connection);
    }

    private static String key(Connection connection) {
        return connection.user() + "/" + connection.device();
    }
}
