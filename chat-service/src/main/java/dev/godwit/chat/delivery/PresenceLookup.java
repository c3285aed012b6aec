package dev.godwit.chat.delivery;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.presence.Route;

import java.util.Map;
import java.util.Set;

/// Where people's devices are connected, as the gateways registered it. Blocking for a moment at
/// most; used by one thread at a time.
public interface PresenceLookup {
    /// The routes of those of `users` who are online. Throws [PresenceUnavailable].
    Map<UserId, Map<DeviceId, Route>> routes(Set<UserId> users);

    /// Asks for nothing, to see whether it would be answered. Throws [PresenceUnavailable].
    void probe();
}
