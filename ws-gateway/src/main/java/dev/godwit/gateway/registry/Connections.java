package dev.godwit.gateway.registry;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// All connections of a gateway, on all its event loops: finds them, checks them, sends them away.
/// Thread-safe.
public final class Connections {
    private static final Duration UNWELL_HEAD_CHECK = Duration.ofSeconds(2);

    private final Map<EventExecutor, ConnectionLoop> loops = new HashMap<>();
    private final LocalRegistry registry;
    private final RegistryMetrics metrics;
    private final LongSupplier nanoTime;

    public Connections(
            EventLoopGroup group,
            UserLimits limits,
            RegistryMetrics metrics,
            LongSupplier nanoTime) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.registry = new LocalRegistry(limits, metrics, nanoTime);
        for (var executor : group) {
            var loop = new ConnectionLoop(executor, nanoTime, metrics);
            loop.start();
            loops.put(executor, loop);
        }
    }

    public LocalRegistry registry() {
        return registry;
    }

    /// Throws [IllegalArgumentException] where `executor` is not one of this gateway's event loops.
    public ConnectionLoop loopOf(EventExecutor executor) {
        var loop = loops.get(executor);
        if (loop == null) {
            throw new IllegalArgumentException("not a loop of this gateway");
        }
        return loop;
    }

    /// The safety net, to be run every [#headCheckStep].
    public HeadCheck headCheck(HeadSource heads, Duration interval, BooleanSupplier unwell) {
        var droppedPushes = registry.droppedPushes();
        return new HeadCheck(
                registry,
                heads,
                interval,
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
        return registry.all().stream().mapToLong(Member::pendingBytes).sum();
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
}
