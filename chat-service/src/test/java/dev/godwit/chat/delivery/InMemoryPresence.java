package dev.godwit.chat.delivery;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.presence.Route;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Presence that a test writes, and can take down. Thread-safe.
public final class InMemoryPresence implements PresenceLookup {
    private final Map<UserId, Map<DeviceId, Route>> routes = new HashMap<>();
    private boolean down;
    private int questions;

    public synchronized void register(UserId user, DeviceId device, Route route) {
        routes.computeIfAbsent(user, _ -> new HashMap<>()).put(device, route);
    }

    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    /// How often it was asked, answered or not.
    public synchronized int questions() {
        return questions;
    }

    @Override
    public synchronized Map<UserId, Map<DeviceId, Route>> routes(Set<UserId> users) {
        probe();
        var found = new HashMap<UserId, Map<DeviceId, Route>>();
        for (var user : users) {
            var devices = routes.get(user);
            if (devices != null) found.put(user, Map.copyOf(devices));
        }
        return found;
    }

    @Override
    public synchronized void probe() {
        questions++;
        if (down) throw new PresenceUnavailable("taken down by the test", null);
    }
}
