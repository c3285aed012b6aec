package dev.godwit.gateway.connection;

import dev.godwit.gateway.registry.UserLimits;

import java.time.Duration;

/// The limits and times of every connection.
///
/// `window`: entries that may be unacknowledged. `reorderHold`: how long a missing entry may take
/// to come by itself. `maxUnwritable`: how long a socket may refuse data. `sendsInFlight`: sends of
/// one connection that may wait for their answers before it is no longer read from.
public record ConnectionConfig(
        Duration heartbeat,
        int window,
        int maxFrameBytes,
        int maxBodyBytes,
        Duration reorderHold,
        Duration maxUnwritable,
        int sendsInFlight,
        int framesPerSecond,
        UserLimits user) {}
