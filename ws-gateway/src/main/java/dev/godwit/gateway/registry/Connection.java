package dev.godwit.gateway.registry;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;

/// An authenticated and numbered connection, as the rest of the gateway sees it. Thread-safe: calls
/// hop to the connection's event loop.
public interface Connection {
    UserId user();

    DeviceId device();

    /// Unique among all connections of this gateway process.
    String id();

    /// Rises with every connection of the device, on any gateway.
    long epoch();

    /// A newer connection of the device lives: close with 4409.
    void displaced();

    /// Something may have been missed: compare with the log's head and read on from there.
    void readForward();
}
