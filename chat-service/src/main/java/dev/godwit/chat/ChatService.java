package dev.godwit.chat;

import dev.godwit.auth.JwtVerifier;
import dev.godwit.chat.database.ConnectionPool;
import dev.godwit.chat.database.WorkClass;
import dev.godwit.chat.delivery.Publisher;
import dev.godwit.chat.history.PostgresHistory;
import dev.godwit.chat.inbox.CurrentGeneration;
import dev.godwit.chat.inbox.PostgresInbox;
import dev.godwit.chat.intake.BatchingIntake;
import dev.godwit.chat.internalapi.InternalApi;
import dev.godwit.chat.kafka.ReconnectingProducer;
import dev.godwit.chat.message.PostgresMessageStore;
import dev.godwit.chat.presence.RedisPresenceLookup;
import dev.godwit.chat.publicapi.PublicApi;
import dev.godwit.chat.upkeep.LogTrimmer;
import dev.godwit.chat.upkeep.Upkeep;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;
import dev.godwit.lifecycle.Backoff;
import dev.godwit.lifecycle.Closer;
import dev.godwit.protocol.ServerFrameEncoder;
import dev.godwit.telemetry.Health;
import dev.godwit.telemetry.ManagementServer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;

/// A running chat service, and the one place where its parts are made.
///
/// Closing it is the making backwards: not ready, give notice, stop accepting and answer what is in
/// flight, drain the intake, flush the publisher, then the pools.
public final class ChatService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatService.class);
    private static final Duration PRESENCE_TIMEOUT = Duration.ofMillis(100);

    private final Closer closer;
    private final Ports ports;

    private ChatService(Closer closer, Ports ports) {
        this.closer = closer;
        this.ports = ports;
    }

    /// `ChatService [--config FILE]`. Ends with 2 where the configuration is wrong and with 1 where
    /// it cannot start; SIGTERM closes it.
    public static void main(String[] arguments) throws InterruptedException {
        try {
            var settings = ConfigReader.ofCommandLine(arguments, System.getenv());
            var service = start(ChatConfig.read(settings));
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
        } catch (InvalidConfiguration e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("chat service cannot start");
            System.exit(1);
        }
    }

    /// Waits for PostgreSQL, however long that takes; Redis and Kafka may come later. Ready when it
    /// returns. An interrupt ends the waiting.
    public static ChatService start(ChatConfig config) throws InterruptedException {
        var closer = new Closer();
        try {
            return new ChatService(closer, open(config, closer));
        } catch (RuntimeException | InterruptedException e) {
            closer.close();
            throw e;
        }
    }

    private static Ports open(ChatConfig config, Closer closer) throws InterruptedException {
        var clock = InstantSource.system();
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), new Random());
        var listening = config.listening();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new ChatMetrics(registry);
        var life = new Lifecycle();
        var management =
                closer.opened(
                        ManagementServer.start(
                                listening.management(), new Health(List.of(life)), registry));

        var pool =
                closer.opened(
                        ConnectionPool.open(config.database(), config.intake().workers(), backoff));
        metrics.watch(pool);
        var history = pool.of(WorkClass.HISTORY);
        var blocking = closer.opened(Executors.newVirtualThreadPerTaskExecutor());
        var upkeep = pool.of(WorkClass.UPKEEP);
        var trimmer = new LogTrimmer(upkeep);
        closer.opened(Upkeep.start(config.upkeep(), upkeep, trimmer));
        var inbox =
                new PostgresInbox(
                        pool.of(WorkClass.DEVICES),
                        pool.of(WorkClass.LOGS),
                        new ServerFrameEncoder(),
                        trimmer,
                        config.devicesPerUser(),
                        metrics.inbox());

        var presence = closer.opened(new RedisPresenceLookup(config.redis(), PRESENCE_TIMEOUT));
        var deliveries = ReconnectingProducer.start(config.kafka(), backoff);
        var publisher =
                closer.opened(
                        Publisher.start(
                                presence,
                                deliveries,
                                metrics,
                                config.publishing(),
                                System::nanoTime));
        metrics.watch(publisher);

        var store = new PostgresMessageStore(pool.of(WorkClass.INTAKE), clock);
        var intake =
                closer.opened(
                        BatchingIntake.start(config.intake(), store, publisher, metrics.intake()));
        metrics.watch(intake);

        var internalApi =
                new InternalApi(
                        intake,
                        inbox,
                        publisher,
                        config.internalSecret(),
                        new InternalApi.Timers(metrics.ack(), metrics.read()),
                        blocking);
        var publicApi =
                new PublicApi(
                        intake,
                        new PostgresHistory(history),
                        () -> CurrentGeneration.of(history),
                        new JwtVerifier(config.auth(), clock),
                        config.limits(),
                        blocking,
                        clock,
                        System::nanoTime);
        metrics.watch(publicApi);
        var internal =
                HttpServer.start(
                        listening.internal(),
                        listening.drain(),
                        server -> internalApi.bind(server, life::ready));
        var external = HttpServer.start(listening.clients(), listening.drain(), publicApi::bind);
        closer.opened(new HttpPorts(external, internal));

        closer.opened(new DrainNotice(listening.drainNotice()));
        closer.opened(life.serving(List.of(pool.readiness(), intake, publisher)));
        var ports = new Ports(external.port(), internal.port(), management.port());
        LOG.atInfo()
                .addKeyValue("port", ports.external())
                .addKeyValue("internal", ports.internal())
                .addKeyValue("management", ports.management())
                .log("chat service ready");
        return ports;
    }

    public Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        LOG.atInfo().log("chat service stopping");
        closer.close();
        LOG.atInfo().log("chat service stopped");
    }

    /// Where this process listens: for clients, for gateways, for those who run it.
    public record Ports(int external, int internal, int management) {}
}
