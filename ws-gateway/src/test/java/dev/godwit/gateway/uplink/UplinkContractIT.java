package dev.godwit.gateway.uplink;

import static org.awaitility.Awaitility.await;

import dev.godwit.chat.ChatConfig;
import dev.godwit.chat.ChatService;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.Secret;
import dev.godwit.gateway.connection.ChatBackend;
import dev.godwit.gateway.connection.ChatBackendContract;
import dev.godwit.gateway.registry.HeadSource;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.internalapi.HeadsBatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The uplink in front of a real chat service, over HTTP.
class UplinkContractIT extends ChatBackendContract {
    private static final String SECRET = "internal-secret-of-these-tests-0123456789";

    private static ChatService service;
    private static EventLoopGroup loops;
    private static Uplink uplink;

    @BeforeAll
    static void start() throws InterruptedException {
        service = ChatService.start(config());
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var meters = new SimpleMeterRegistry();
        uplink =
                Uplink.open(
                        new UplinkConfig(
                                List.of(
                                        URI.create(
                                                "http://127.0.0.1:" + service.ports().internal())),
                                new Secret(SECRET),
                                4,
                                4_096,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10)),
                        loops,
                        Runnable::run,
                        new Random(1),
                        new UplinkMetrics(
                                meters.timer("send"),
                                meters.counter("retries"),
                                meters.counter("hedged"),
                                call -> meters.counter("failed", "call", call),
                                meters.counter("bad"),
                                meters.counter("refused"),
                                meters.counter("faults")));
        var anybody = new HeadsBatch(List.of(new UserId("anybody")));
        await().until(() -> answers(anybody));
    }

    @AfterAll
    static void stop() {
        uplink.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        service.close();
    }

    @Override
    protected ChatBackend chat() {
        return uplink;
    }

    @Override
    protected HeadSource heads() {
        return uplink;
    }

    private static boolean answers(HeadsBatch anybody) {
        return uplink.heads(anybody)
                .handle((answer, _) -> answer != null)
                .toCompletableFuture()
                .join();
    }

    private static ChatConfig config() {
        var database = Infra.postgres().freshDatabase();
        return ChatConfig.read(
                ConfigReader.of(
                        Map.ofEntries(
                                Map.entry("chat.host", "127.0.0.1"),
                                Map.entry("chat.port", "0"),
                                Map.entry("chat.internal-port", "0"),
                                Map.entry("chat.management-port", "0"),
                                Map.entry("database.url", database.jdbcUrl()),
                                Map.entry("database.user", database.user()),
                                Map.entry("database.password", database.password()),
                                Map.entry("internal.secret", SECRET),
                                Map.entry(
                                        "auth.hmac-secret",
                                        "hmac-secret-of-these-tests-0123456789"),
                                Map.entry("redis.uri", Infra.redis().freshDatabase()))));
    }
}
