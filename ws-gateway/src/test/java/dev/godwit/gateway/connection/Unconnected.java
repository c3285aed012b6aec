package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.gateway.testing.FakeChatService;
import dev.godwit.gateway.testing.FakePresence;
import dev.godwit.gateway.testing.HandDrivenLoop;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.gateway.testing.TestGateway;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.protocol.ServerFrameEncoder;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// A registry under a clock that stands still, and connections that are on a loop of their own and
/// on no wire.
final class Unconnected {
    private static final ServerFrameEncoder ENCODER = new ServerFrameEncoder();
    private static final Identity BOB =
            new Identity(new UserId("bob"), Instant.parse("2100-01-01T00:00:00Z"));

    static final ConnectionConfig SETTINGS = settings();
    private static final NoMetrics METRICS = new NoMetrics();

    final LocalRegistry registry = registry();
    private final ConnectionContext context;

    Unconnected() {
        var random = new Random(1);
        context =
                new ConnectionContext(
                        new FakeChatService(),
                        new FakePresence(),
                        _ -> CompletableFuture.completedFuture(new Verification.Refused("no")),
                        registry,
                        SETTINGS,
                        ENCODER,
                        METRICS,
                        new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), random),
                        random,
                        () -> Instant.EPOCH);
    }

    /// Takes two connections of a user, and two sends at once, and ten openings.
    static LocalRegistry registry() {
        return new LocalRegistry(SETTINGS, METRICS, () -> 0);
    }

    LocalConnection of(String device, HandDrivenLoop executor) {
        return of(BOB, device, executor);
    }

    LocalConnection of(Identity identity, String device, HandDrivenLoop executor) {
        var loop = new ConnectionLoop(executor, () -> 0, new NoMetrics());
        return new LocalConnection(
                device, identity, new DeviceId(device), loop, context, new NoWire());
    }

    private static ConnectionConfig settings() {
        var usual = TestGateway.SETTINGS;
        return new ConnectionConfig(
                usual.heartbeat(),
                usual.window(),
                usual.maxFrameBytes(),
                usual.maxBodyBytes(),
                usual.reorderHold(),
                usual.maxUnwritable(),
                1,
                2,
                usual.sendsInFlight(),
                usual.framesPerSecond(),
                2,
                1,
                10);
    }
}
