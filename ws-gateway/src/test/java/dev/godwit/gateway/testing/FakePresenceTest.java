package dev.godwit.gateway.testing;

import dev.godwit.gateway.connection.Presence;
import dev.godwit.gateway.connection.PresenceContract;
import dev.godwit.gateway.registry.Connection;

class FakePresenceTest extends PresenceContract {
    private final FakePresence presence = new FakePresence();

    @Override
    protected Presence presence() {
        return presence;
    }

    @Override
    protected long epochFound(Connection connection) {
        return presence.found().stream()
                .filter(found -> found.user().equals(connection.user()))
                .filter(found -> found.device().equals(connection.device()))
                .mapToLong(Connection::epoch)
                .findAny()
                .orElse(0);
    }
}
