package dev.godwit.gateway.presence;

import dev.godwit.presence.RedisConfig;

import java.time.Duration;

/// Where Redis is, and how long what is written there lives.
///
/// `slots`: partitions of the deliveries topic. `timeout`: for any answer of Redis. `leaseTtl` and
/// `renewEvery`: of the slot's lease. `routeTtl`: of a user's routes; they are refreshed three
/// times in it. `repairPerSecond`: how many routes are written again per second after Redis lost
/// them.
public record PresenceConfig(
        RedisConfig redis,
        int slots,
        Duration timeout,
        Duration leaseTtl,
        Duration renewEvery,
        Duration routeTtl,
        int repairPerSecond) {}
