package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.id.DeviceId;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.protocol.ServerFrameEncoder;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// All connections of a gateway, on all its event loops: makes them, finds them, sends them away.
/// Thread-safe.
public final class Connections {
    private static final Duration UNWELL_HEAD_CHECK = Duration.ofSeconds(2);

    private final AtomicLong lastId = new AtomicLong();
    private final Map<EventExecutor, ConnectionLoop> loops = new HashMap<>();
    private final LocalRegistry registry;
    private final ConnectionConfig settings;
    private final ConnectionMetrics metrics;
    private final LongSupplier nanoTime;

    public Connections(
            EventLoopGroup group,
            ConnectionConfig settings,
            ConnectionMetrics metrics,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.registry = new LocalRegistry(settings, metrics, nanoTime);
        for (var executor : group)
            loops.put(executor, new ConnectionLoop(executor, nanoTime, metrics));
    }

    public Registry registry() {
        return registry;
    }

    /// From now on connections can be made.
    public ConnectionFactory accepting(
            ChatService chat,
            Presence presence,
            Authenticator authenticator,
            RandomGenerator random,
            InstantSource clock) {
        var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
        var context =
                new ConnectionContext(
                        chat,
                        presence,
                        authenticator,
                        registry,
                        settings,
                        new ServerFrameEncoder(),
                        metrics,
                        backoff,
                        random,
                        clock);
        loops.values().forEach(ConnectionLoop::start);
        return new Factory(context);
    }

    /// The safety net, to be run every [#headCheckStep].
    public HeadCheck headCheck(ChatService chat, BooleanSupplier unwell) {
        var droppedPushes = registry.droppedPushes();
        return new HeadCheck(
                registry,
                chat,
                settings.heartbeat(),
                UNWELL_HEAD_CHECK,
                () -> unwell.getAsBoolean() || droppedPushes.getAsBoolean(),
                metrics,
                nanoTime);
    }

    public static Duration headCheckStep() {
        return HeadCheck.STEP;
    }

    public int size() {
        return registry.all().size();
    }

    /// Bytes that wait for clients to take them.
    public long pendingBytes() {
        return registry.all().stream().mapToLong(LocalConnection::pendingBytes).sum();
    }

    /// From now on nobody new is taken; whoever is there is asked to be elsewhere at some time
    /// within `spread`.
    public void sendAway(Duration spread, RandomGenerator random) {
        registry.drain();
        for (var connection : registry.all())
            connection.goAway(random.nextLong(Math.max(1, spread.toMillis())));
    }

    /// Closes each as soon as what it had sent is answered.
    public void leave() {
        for (var connection : registry.all()) connection.leave();
    }

    /// Waits until all are gone: false where `time` was not enough.
    public boolean awaitNone(Duration time) {
        return registry.open().awaitNone(time);
    }

    private final class Factory implements ConnectionFactory {
        private final ConnectionContext context;

        Factory(ConnectionContext context) {
            this.context = context;
        }

        @Override
        public ConnectionLoop loopOf(EventExecutor executor) {
            var loop = loops.get(executor);
            if (loop == null) {
                throw new IllegalArgumentException("not a loop of this gateway");
            }
            return loop;
        }

        @Override
        public LocalConnection connect(
                Identity identity, DeviceId device, ConnectionLoop loop, FrameSink sink) {
            var id = Long.toString(lastId.incrementAndGet(), Character.MAX_RADIX);
            return new LocalConnection(id, identity, device, loop, context, sink);
        }
    }
}
