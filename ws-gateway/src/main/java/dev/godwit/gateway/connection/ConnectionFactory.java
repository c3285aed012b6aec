package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.id.DeviceId;

import io.netty.util.concurrent.EventExecutor;

/// Makes connections for whatever carries them. Thread-safe.
public interface ConnectionFactory {
    /// Throws [IllegalArgumentException] where `executor` is not one of this gateway's event loops.
    ConnectionLoop loopOf(EventExecutor executor);

    /// A connection that is about to start. Called on its loop.
    LocalConnection connect(
            Identity identity, DeviceId device, ConnectionLoop loop, FrameSink sink);
}
