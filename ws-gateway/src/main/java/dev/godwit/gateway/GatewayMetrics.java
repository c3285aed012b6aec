package dev.godwit.gateway;

import dev.godwit.gateway.connection.ConnectionMetrics;
import dev.godwit.gateway.downlink.DownlinkMetrics;
import dev.godwit.gateway.handshake.HandshakeMetrics;
import dev.godwit.gateway.presence.PresenceMetrics;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.gateway.registry.RegistryMetrics;
import dev.godwit.gateway.uplink.UplinkMetrics;
import dev.godwit.protocol.ErrorCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Every meter of a gateway, by name. Thread-safe.
final class GatewayMetrics implements ConnectionMetrics, RegistryMetrics, HandshakeMetrics {
    private final MeterRegistry registry;
    private final Timer receive;
    private final Timer push;
    private final Counter pushes;
    private final Counter pushesDropped;
    private final Counter pages;
    private final Counter tasksFailed;
    private final Counter headChecksFailed;
    private final AtomicInteger open;
    private final AtomicInteger handshakes;
    private final Map<ErrorCode, Counter> refused = new EnumMap<>(ErrorCode.class);

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.receive = hop("gateway.receive");
        this.push = hop("gateway.push");
        this.pushes = counter("godwit.gateway.pushes");
        this.pushesDropped = counter("godwit.gateway.pushes.dropped");
        this.pages = counter("godwit.gateway.pages");
        this.tasksFailed = counter("godwit.gateway.tasks.failed");
        this.headChecksFailed = counter("godwit.gateway.head.checks.failed");
        this.open = registry.gauge("godwit.gateway.connections", new AtomicInteger());
        this.handshakes = registry.gauge("godwit.gateway.handshakes", new AtomicInteger());
        for (var code : ErrorCode.values())
            refused.put(code, registry.counter("godwit.gateway.refused", "code", code.wireName()));
    }

    UplinkMetrics uplink() {
        return new UplinkMetrics(
                hop("uplink.send"),
                counter("godwit.gateway.uplink.retries"),
                counter("godwit.gateway.uplink.hedged"),
                call -> registry.counter("godwit.gateway.uplink.failed", "call", call),
                counter("godwit.gateway.uplink.bad"),
                counter("godwit.gateway.uplink.refused"),
                counter("godwit.gateway.uplink.faults"));
    }

    PresenceMetrics presence() {
        return new PresenceMetrics(
                counter("godwit.gateway.presence.failures"),
                counter("godwit.gateway.presence.repaired"),
                counter("godwit.gateway.presence.displaced"));
    }

    DownlinkMetrics downlink() {
        return new DownlinkMetrics(
                counter("godwit.gateway.downlink.records"),
                counter("godwit.gateway.downlink.undecodable"),
                counter("godwit.gateway.downlink.failures"));
    }

    Counter tokensUnverified() {
        return counter("godwit.gateway.tokens.unverified");
    }

    /// What is looked at whenever somebody asks.
    void watch(Connections connections, ByteBufAllocator buffers, BooleanSupplier unwell) {
        if (buffers instanceof ByteBufAllocatorMetricProvider provider) watch(provider.metric());
        registry.gauge("godwit.gateway.pending.bytes", connections, Connections::pendingBytes);
        registry.gauge("godwit.gateway.unwell", unwell, is -> is.getAsBoolean() ? 1 : 0);
    }

    private void watch(ByteBufAllocatorMetric buffers) {
        registry.gauge(
                "godwit.gateway.buffer.bytes",
                Tags.of("memory", "direct"),
                buffers,
                ByteBufAllocatorMetric::usedDirectMemory);
        registry.gauge(
                "godwit.gateway.buffer.bytes",
                Tags.of("memory", "heap"),
                buffers,
                ByteBufAllocatorMetric::usedHeapMemory);
    }

    @Override
    public void received(long nanos) {
        receive.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// One sample per batch and event loop.
    @Override
    public void pushed(int count, long nanos) {
        push.record(nanos, TimeUnit.NANOSECONDS);
        pushes.increment(count);
    }

    @Override
    public void pushesDropped(int count) {
        pushesDropped.increment(count);
    }

    @Override
    public void opened() {
        open.incrementAndGet();
    }

    @Override
    public void closed(int code) {
        open.decrementAndGet();
        registry.counter("godwit.gateway.closed", "code", known(code)).increment();
    }

    @Override
    public void refused(ErrorCode code) {
        var counter = refused.get(code);
        if (counter != null) counter.increment();
    }

    @Override
    public void taskFailed() {
        tasksFailed.increment();
    }

    @Override
    public void headCheckFailed() {
        headChecksFailed.increment();
    }

    @Override
    public void pageAsked() {
        pages.increment();
    }

    @Override
    public void handshakeRefused(int status) {
        registry.counter("godwit.gateway.handshakes.refused", "status", String.valueOf(status))
                .increment();
    }

    @Override
    public void handshakeBegun() {
        handshakes.incrementAndGet();
    }

    @Override
    public void handshakeEnded() {
        handshakes.decrementAndGet();
    }

    @Override
    public void handshakeRejected() {
        counter("godwit.gateway.handshakes.rejected").increment();
    }

    /// Clients may close with any code; not each is to become a meter.
    private static String known(int code) {
        var ours = code >= 4401 && code <= 4429;
        return ours || (code >= 1000 && code <= 1013) ? String.valueOf(code) : "other";
    }

    private Timer hop(String name) {
        return Timer.builder("godwit.hop")
                .tag("hop", name)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(10_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    private Counter counter(String name) {
        return registry.counter(name);
    }
}
