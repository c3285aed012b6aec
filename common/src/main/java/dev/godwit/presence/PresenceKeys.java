package dev.godwit.presence;

import dev.godwit.id.UserId;

/// The keys of Redis that gateways write and chat services read.
///
/// | key | type | meaning |
/// |---|---|---|
/// | `presence:USER` | hash, device → [Route] | the live connections of a user; expires unless refreshed |
/// | `slot:N` | string, the gateway's boot id | who owns partition N of the deliveries; the lease of a live gateway |
public final class PresenceKeys {
    private PresenceKeys() {}

    public static String presence(UserId user) {
        return "presence:" + user.value();
    }

    public static String slot(int slot) {
        return "slot:" + slot;
    }
}
