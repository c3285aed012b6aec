package dev.godwit.chat.delivery;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.presence.Route;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The routes of the people looked up last, for a short while after: what is tried when presence
/// does not answer. Bounded; owned by the publisher's thread.
final class RecentRoutes {
    private final int capacity;
    private final long lifeNanos;
    private final LongSupplier nanoTime;
    private final Map<UserId, Known> known = new LinkedHashMap<>();

    RecentRoutes(int capacity, Duration life, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.lifeNanos = life.toNanos();
        this.nanoTime = nanoTime;
    }

    void remember(UserId user, Map<DeviceId, Route> routes) {
        known.remove(user);
        known.put(user, new Known(routes, nanoTime.getAsLong()));
        if (known.size() > capacity) forgetOldest();
    }

    void forget(UserId user) {
        known.remove(user);
    }

    /// Null where nothing recent is known.
    @Nullable Map<DeviceId, Route> of(UserId user) {
        var found = known.get(user);
        if (found == null || nanoTime.getAsLong() - found.since() > lifeNanos) return null;
        return found.routes();
    }

    private void forgetOldest() {
        var oldest = known.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    private record Known(Map<DeviceId, Route> routes, long since) {}
}
