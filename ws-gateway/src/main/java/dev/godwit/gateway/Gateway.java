package dev.godwit.gateway;

import dev.godwit.auth.JwtVerifier;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;
import dev.godwit.gateway.auth.OffLoopAuthenticator;
import dev.godwit.gateway.connection.ConnectionFactory;
import dev.godwit.gateway.downlink.Downlink;
import dev.godwit.gateway.drain.Drain;
import dev.godwit.gateway.handshake.ClientPort;
import dev.godwit.gateway.handshake.EventLoops;
import dev.godwit.gateway.presence.RedisPresence;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.gateway.transport.websocket.WebSocketAcceptor;
import dev.godwit.gateway.uplink.Uplink;
import dev.godwit.lifecycle.Closer;
import dev.godwit.telemetry.Health;
import dev.godwit.telemetry.ManagementServer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A running gateway, and the one place where its parts are made.
///
/// Closing it is the making backwards: not ready, no new clients, everybody sent elsewhere, what is
/// in flight answered, then what that took.
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /// Tokens that may wait to be verified.
    private static final int MAX_VERIFYING = 1_000;

    private final Closer closer;
    private final Ports ports;

    private Gateway(Closer closer, Ports ports) {
        this.closer = closer;
        this.ports = ports;
    }

    /// `Gateway [--config FILE]`. Ends with 2 where the configuration is wrong and with 1 where it
    /// cannot start; SIGTERM closes it.
    public static void main(String[] arguments) {
        try {
            var settings = ConfigReader.ofCommandLine(arguments, System.getenv());
            var gateway = start(GatewayConfig.read(settings));
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
        } catch (InvalidConfiguration e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("gateway cannot start");
            System.exit(1);
        }
    }

    /// Takes clients when it returns; ready, as the management port tells it, once a chat service
    /// has answered. Until Redis and Kafka are there and a slot is held it is degraded: what they
    /// carry are hints.
    public static Gateway start(GatewayConfig config) {
        var closer = new Closer();
        try {
            return new Gateway(closer, open(config, closer));
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static Ports open(GatewayConfig config, Closer closer) {
        var random = new SecureRandom();
        var clock = InstantSource.system();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new GatewayMetrics(registry);

        var loops = closer.opened(EventLoops.start(config.loops()));
        var connections =
                new Connections(
                        loops.group(), config.connections().user(), metrics, System::nanoTime);
        var workers = closer.opened(Executors.newVirtualThreadPerTaskExecutor());
        var uplink =
                closer.opened(
                        Uplink.open(
                                config.uplink(), loops.group(), workers, random, metrics.uplink()));
        var downlink =
                closer.opened(
                        Downlink.open(
                                config.kafka(),
                                connections.registry(),
                                random,
                                metrics.downlink()));
        var presence =
                closer.opened(
                        RedisPresence.open(
                                config.presence(),
                                UUID.randomUUID().toString(),
                                uplink,
                                downlink,
                                hintsLost(uplink, downlink),
                                random,
                                metrics.presence()));

        var buffers = ByteBufAllocator.DEFAULT;
        metrics.watch(connections, buffers, unwell(uplink, downlink, presence));
        var step = Connections.headCheckStep().toMillis();
        var headCheck =
                connections.headCheck(
                        uplink,
                        config.connections().heartbeat(),
                        unwell(uplink, downlink, presence));
        var headChecks = closer.opened(Executors.newSingleThreadScheduledExecutor());
        var _ = headChecks.scheduleAtFixedRate(headCheck, step, step, TimeUnit.MILLISECONDS);

        var authenticator =
                new OffLoopAuthenticator(
                        new JwtVerifier(config.auth(), clock),
                        workers,
                        MAX_VERIFYING,
                        metrics.tokensUnverified(),
                        System::nanoTime);
        var acceptor =
                new WebSocketAcceptor(
                        connections,
                        new ConnectionFactory(
                                connections.registry(),
                                uplink,
                                presence,
                                authenticator,
                                config.connections(),
                                metrics,
                                random,
                                clock),
                        config.connections().maxFrameBytes(),
                        config.connections().maxBodyBytes());
        var clients =
                closer.opened(
                        ClientPort.open(
                                config.clients(),
                                loops,
                                authenticator,
                                acceptor,
                                metrics,
                                buffers));
        var drain =
                new Drain(
                        clients,
                        connections,
                        config.drainNotice(),
                        config.drain(),
                        config.lastAnswers(),
                        random);
        var management =
                closer.opened(
                        ManagementServer.start(
                                config.management(),
                                new Health(
                                        List.of(
                                                clients,
                                                drain,
                                                headCheck,
                                                uplink.readiness(),
                                                presence.slotReadiness(),
                                                presence.threadReadiness(),
                                                downlink,
                                                authenticator)),
                                registry));
        closer.opened(drain);

        var ports = new Ports(clients.port(), management.port());
        LOG.atInfo()
                .addKeyValue("port", ports.clients())
                .addKeyValue("management", ports.management())
                .log("gateway started");
        return ports;
    }

    /// One for each who asks: what was lost since it asked last counts too.
    private static BooleanSupplier hintsLost(Uplink uplink, Downlink downlink) {
        var ofChatServices = uplink.hintLosses();
        var ofKafka = downlink.hintLosses();
        return () -> ofChatServices.getAsBoolean() || ofKafka.getAsBoolean();
    }

    private static BooleanSupplier unwell(
            Uplink uplink, Downlink downlink, RedisPresence presence) {
        var hintsLost = hintsLost(uplink, downlink);
        return () -> hintsLost.getAsBoolean() || presence.unwell();
    }

    public Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        LOG.atInfo().log("gateway stopping");
        closer.close();
        LOG.atInfo().log("gateway stopped");
    }

    /// Where this process listens: for clients, and for those who run it.
    public record Ports(int clients, int management) {}
}
