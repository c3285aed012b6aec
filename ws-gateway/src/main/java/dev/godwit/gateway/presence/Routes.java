package dev.godwit.gateway.presence;

import dev.godwit.gateway.registry.Connection;
import dev.godwit.id.InvalidValue;
import dev.godwit.presence.PresenceKeys;
import dev.godwit.presence.Route;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The routes of connections in Redis, changed only by compare.
///
/// Keys: `presence:USER`, a hash from device to [Route], one field per live connection; the whole
/// hash expires unless one of them is refreshed. Thread-safe; blocks.
final class Routes {
    /// A change of one connection's route.
    sealed interface Change {
        Connection connection();

        /// Makes it the registered one of its device, unless a newer one is.
        record Register(Connection connection, int slot) implements Change {}

        /// Removes it if it is still the registered one.
        record Remove(Connection connection) implements Change {}
    }

    /// What was found in the connection's place, and what was done about it.
    sealed interface Found {
        /// The route as it should be: extended, or removed.
        record Mine() implements Found {}

        /// None: set.
        record Absent() implements Found {}

        /// An older connection's, or this one's under another slot: overwritten. Null where it
        /// could not be read.
        record Lower(@Nullable Route route) implements Found {}

        /// A newer connection's: left alone.
        record Higher() implements Found {}

        /// Somebody else's, met while removing: left alone.
        record Other() implements Found {}
    }

    private final Redis redis;
    private final String bootId;
    private final long ttlMs;

    Routes(Redis redis, String bootId, long ttlMs) {
        this.redis = redis;
        this.bootId = bootId;
        this.ttlMs = ttlMs;
    }

    /// Makes all changes in order, in one round trip.
    List<Found> apply(List<? extends Change> changes) {
        return redis.run(changes.stream().map(this::run).toList()).stream()
                .map(Routes::found)
                .toList();
    }

    private Script.Run run(Change change) {
        var connection = change.connection();
        var key = PresenceKeys.presence(connection.user());
        var device = connection.device().value();
        return switch (change) {
            case Change.Register(_, var slot) ->
                    new Script.Run(
                            Script.REGISTER,
                            key,
                            device,
                            route(connection, slot).toString(),
                            Long.toString(connection.epoch()),
                            Long.toString(ttlMs));
            case Change.Remove _ ->
                    new Script.Run(Script.REMOVE, key, device, withoutSlot(route(connection, 0)));
        };
    }

    private Route route(Connection connection, int slot) {
        return new Route(slot, bootId, connection.id(), connection.epoch());
    }

    private static String withoutSlot(Route route) {
        var written = route.toString();
        return written.substring(written.indexOf('|'));
    }

    private static Found found(Object answer) {
        var words = (List<?>) answer;
        return switch ((String) words.get(0)) {
            case "mine" -> new Found.Mine();
            case "absent" -> new Found.Absent();
            case "lower" -> new Found.Lower(parsed((String) words.get(1)));
            case "higher" -> new Found.Higher();
            default -> new Found.Other();
        };
    }

    private static @Nullable Route parsed(String route) {
        try {
            return Route.parse(route);
        } catch (InvalidValue e) {
            return null; // overwritten already; nobody to tell
        }
    }
}
