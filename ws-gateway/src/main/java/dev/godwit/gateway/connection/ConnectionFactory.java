package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.gateway.registry.ConnectionLoop;
import dev.godwit.gateway.registry.LocalRegistry;
import dev.godwit.id.DeviceId;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.protocol.ServerFrameEncoder;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Makes connections for whatever carries them. Thread-safe.
public final class ConnectionFactory {
    private final AtomicLong lastId = new AtomicLong();
    private final ConnectionContext context;

    public ConnectionFactory(
            LocalRegistry registry,
            ChatBackend chat,
            Presence presence,
            Authenticator authenticator,
            ConnectionConfig settings,
            ConnectionMetrics metrics,
            RandomGenerator random,
            InstantSource clock) {
        this.context =
                new ConnectionContext(
                        chat,
                        presence,
                        authenticator,
                        registry,
                        settings,
                        new ServerFrameEncoder(),
                        metrics,
                        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random),
                        random,
                        clock);
    }

    /// A connection that is about to start. Called on its loop.
    public LocalConnection connect(
            Identity identity, DeviceId device, ConnectionLoop loop, FrameSink sink) {
        var id = Long.toString(lastId.incrementAndGet(), Character.MAX_RADIX);
        return new LocalConnection(id, identity, device, loop, context, sink);
    }
}
