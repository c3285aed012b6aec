package dev.godwit.chat.delivery;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.presence.Route;

class InMemoryPresenceTest extends PresenceLookupContract {
    private final InMemoryPresence presence = new InMemoryPresence();

    @Override
    protected PresenceLookup lookup() {
        return presence;
    }

    @Override
    protected void register(UserId user, DeviceId device, Route route) {
        presence.register(user, device, route);
    }
}
