package dev.godwit.gateway.testing;

import dev.godwit.gateway.auth.OffLoopAuthenticator;
import dev.godwit.gateway.connection.ConnectionConfig;
import dev.godwit.gateway.connection.ConnectionFactory;
import dev.godwit.gateway.drain.Drain;
import dev.godwit.gateway.handshake.Acceptor;
import dev.godwit.gateway.handshake.ClientPort;
import dev.godwit.gateway.handshake.EventLoops;
import dev.godwit.gateway.handshake.HandshakeConfig;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.gateway.registry.UserLimits;
import dev.godwit.gateway.transport.websocket.WebSocketAcceptor;
import dev.godwit.lifecycle.Closer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The client side of a gateway, whole and on a real port; chat service and presence are fakes.
public final class TestGateway implements AutoCloseable {
    public static final ConnectionConfig SETTINGS =
            new ConnectionConfig(
                    Duration.ofSeconds(30),
                    256,
                    131_072,
                    65_536,
                    Duration.ofMillis(5),
                    Duration.ofSeconds(60),
                    1024,
                    2000,
                    new UserLimits(20, 100, 1000, 1000, 1000));

    public final FakeChatBackend chat = new FakeChatBackend();
    public final FakePresence presence = new FakePresence();
    public final Connections connections;
    public final ClientPort port;

    /// All memory of the clients' sockets, and nothing else's.
    public final PooledByteBufAllocator buffers = new PooledByteBufAllocator(true);

    private final Closer closer = new Closer();

    public TestGateway() {
        this(SETTINGS);
    }

    public TestGateway(ConnectionConfig settings) {
        this(settings, door(List.of("https://app.example"), 1000, 100));
    }

    public TestGateway(ConnectionConfig settings, HandshakeConfig door) {
        this(settings, door, UnaryOperator.identity());
    }

    /// `around`: what a channel gets besides, or instead of, the last handlers.
    public TestGateway(
            ConnectionConfig settings, HandshakeConfig door, UnaryOperator<Acceptor> around) {
        var random = new Random(1);
        var metrics = new NoMetrics();
        var loops = closer.opened(EventLoops.start(2));
        var executor = closer.opened(Executors.newVirtualThreadPerTaskExecutor());
        var authenticator =
                new OffLoopAuthenticator(
                        new FakeTokens(),
                        executor,
                        100,
                        new SimpleMeterRegistry().counter("failures"),
                        System::nanoTime);
        connections = new Connections(loops.group(), settings.user(), metrics, System::nanoTime);
        var acceptor =
                new WebSocketAcceptor(
                        connections,
                        new ConnectionFactory(
                                connections.registry(),
                                chat,
                                presence,
                                authenticator,
                                settings,
                                metrics,
                                random,
                                InstantSource.system()),
                        settings.maxFrameBytes(),
                        settings.maxBodyBytes());
        port =
                closer.opened(
                        ClientPort.open(
                                door,
                                loops,
                                authenticator,
                                around.apply(acceptor),
                                metrics,
                                buffers));
        var step = Connections.headCheckStep().toMillis();
        var _ =
                loops.group()
                        .scheduleAtFixedRate(
                                connections.headCheck(chat, settings.heartbeat(), () -> true),
                                step,
                                step,
                                TimeUnit.MILLISECONDS);
    }

    public static HandshakeConfig door(List<String> origins, int total, int perAddress) {
        return door(origins, total, perAddress, "", "");
    }

    /// Speaking TLS, with the certificate and key of these files.
    public static HandshakeConfig door(
            List<String> origins, int total, int perAddress, String certificate, String key) {
        return new HandshakeConfig(
                "127.0.0.1",
                0,
                certificate,
                key,
                origins,
                total,
                perAddress,
                1000,
                131_072,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60));
    }

    /// Without TLS, and not in a hurry with handshakes.
    public static HandshakeConfig patientDoor(int maxFrameBytes) {
        return new HandshakeConfig(
                "127.0.0.1",
                0,
                "",
                "",
                List.of(),
                1000,
                1000,
                1000,
                maxFrameBytes,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
    }

    public Drain drain(Duration period) {
        return drain(Duration.ZERO, period);
    }

    public Drain drain(Duration notice, Duration period) {
        return new Drain(port, connections, notice, period, Duration.ofSeconds(8), new Random(1));
    }

    /// A connection past its welcome. It stays open until the gateway ends, also where the test
    /// holds it no more: a socket that nobody holds is closed by a collection.
    public TestClient connected(String user, String device) throws IOException {
        var client = closer.opened(TestClient.connect(port.port(), user, device));
        client.expect("welcome");
        return client;
    }

    /// A connection past its `live`.
    public TestClient live(String user, String device) throws IOException {
        var client = connected(user, device);
        client.expect("live");
        return client;
    }

    @Override
    public void close() {
        closer.close();
    }
}
