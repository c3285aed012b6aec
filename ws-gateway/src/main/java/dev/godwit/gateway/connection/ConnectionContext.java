package dev.godwit.gateway.connection;

import dev.godwit.gateway.registry.LocalRegistry;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.protocol.ServerFrameEncoder;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What all connections of a gateway share.
///
/// `clock` is for the expiry of tokens alone; everything else is measured on the loops' monotonic
/// clock. `backoff`: between attempts to open a connection or to read its log. `random`:
/// thread-safe.
record ConnectionContext(
        ChatBackend chat,
        Presence presence,
        Authenticator authenticator,
        LocalRegistry registry,
        ConnectionConfig settings,
        ServerFrameEncoder encoder,
        ConnectionMetrics metrics,
        Backoff backoff,
        RandomGenerator random,
        InstantSource clock) {}
