package dev.godwit.gateway.registry;

import dev.godwit.id.DeviceId;

import java.util.ArrayList;
import java.util.List;

/// A user on this gateway: the connections, and what they share. Immutable but for the allowances.
record LocalUser(TokenBucket sends, TokenBucket openings, List<Member> connections) {
    LocalUser with(Member connection) {
        var more = new ArrayList<>(connections);
        more.add(connection);
        return new LocalUser(sends, openings, List.copyOf(more));
    }

    LocalUser without(Member connection) {
        return new LocalUser(
                sends,
                openings,
                connections.stream().filter(other -> !other.equals(connection)).toList());
    }

    /// Nobody is there, and nothing is remembered that counts.
    boolean idle(long now) {
        return connections.isEmpty() && sends.full(now) && openings.full(now);
    }

    /// Numbered connections of the device but the one with the highest epoch.
    List<Member> olderThanNewest(DeviceId device) {
        var newest = 0L;
        for (var connection : connections)
            if (connection.device().equals(device)) newest = Math.max(newest, connection.epoch());
        var older = new ArrayList<Member>();
        for (var connection : connections)
            if (connection.device().equals(device)
                    && connection.epoch() > 0
                    && connection.epoch() < newest) older.add(connection);
        return older;
    }
}
