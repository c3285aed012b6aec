package dev.godwit.local.stack;

import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedKafka;
import dev.godwit.embedded.EmbeddedPostgres;
import dev.godwit.embedded.EmbeddedRedis;
import dev.godwit.embedded.EmbeddedServer;
import dev.godwit.embedded.Placement;
import dev.godwit.embedded.RunLocation;
import dev.godwit.embedded.SelfSigned;
import dev.godwit.embedded.Service;
import dev.godwit.embedded.ServiceLaunch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The composition root of the local stack: what its parts are and in which order they stop.
public final class LocalStack implements AutoCloseable {
    private static final Duration ORPHANS_PATIENCE = Duration.ofSeconds(10);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration GATEWAY_GRACE = Duration.ofMillis(3500);
    private static final Duration CHAT_GRACE = Duration.ofSeconds(2);

    private final StackPlan plan;
    private final List<String> jvmOptions;
    private final StackDirectory directory;
    private final Supervisor supervisor;

    private LocalStack(
            StackPlan plan, List<String> jvmOptions, StackDirectory directory, Console console) {
        this.plan = plan;
        this.jvmOptions = jvmOptions;
        this.directory = directory;
        this.supervisor =
                new Supervisor(
                        List.of(gateways(), chatServices(), servers()),
                        RandomGenerator.getDefault(),
                        console);
    }

    /// Prepares the directory and the files in it. Nothing runs yet, and nothing can be taken away
    /// by the time it does: the ports are free. `jvmOptions`: for each service, beside the usual.
    public static LocalStack in(
            StackDirectory directory, StackPlan plan, List<String> jvmOptions, Console console) {
        if (directory.afterCrash())
            console.line("  The last run was killed; waiting for what it left behind to end.");
        PortCheck.free(plan.listeners(), directory.afterCrash() ? ORPHANS_PATIENCE : Duration.ZERO);
        var secrets = StackSecrets.of(directory.path(), new SecureRandom());
        writeConfigs(directory, plan, new ServiceConfigs(plan, secrets));
        StackDescription.write(directory, plan);
        return new LocalStack(plan, jvmOptions, directory, console);
    }

    private static void writeConfigs(
            StackDirectory directory, StackPlan plan, ServiceConfigs configs) {
        for (var i = 1; i <= plan.gateways(); i++)
            write(
                    directory,
                    StackPlan.gatewayName(i),
                    plan.tls()
                            ? configs.gateway(i, SelfSigned.in(directory.folder("tls")))
                            : configs.gateway(i));
        for (var i = 1; i <= plan.chatServices(); i++)
            write(directory, StackPlan.chatName(i), configs.chat(i));
    }

    private static void write(
            StackDirectory directory, String service, Map<String, String> values) {
        PrivateFile.write(ServiceConfigs.file(directory, service), values);
    }

    /// Blocks until everything is ready. Throws [StackFailed].
    public void start() {
        supervisor.start();
    }

    private List<StackComponent> gateways() {
        var http = HttpClient.newHttpClient();
        return IntStream.rangeClosed(1, plan.gateways())
                .mapToObj(i ->
                        service(
                                StackPlan.gatewayName(i),
                                plan.gatewayUrls().get(i - 1) + "/v1/ws",
                                Service.GATEWAY,
                                plan.gatewayPort(i),
                                GATEWAY_GRACE,
                                http))
                .toList();
    }

    private List<StackComponent> chatServices() {
        var http = HttpClient.newHttpClient();
        return IntStream.rangeClosed(1, plan.chatServices())
                .mapToObj(i ->
                        service(
                                StackPlan.chatName(i),
                                plan.chatUrls().get(i - 1) + "/v1",
                                Service.CHAT,
                                plan.chatPort(i),
                                CHAT_GRACE,
                                http))
                .toList();
    }

    private StackComponent service(
            String name,
            String address,
            Service service,
            int port,
            Duration grace,
            HttpClient http) {
        var options = new ArrayList<>(ServiceLaunch.SMALL_JVM);
        options.add(service.heap());
        options.addAll(jvmOptions);
        var launch =
                new ServiceLaunch(
                        name,
                        service.mainClass(),
                        options,
                        service.classPath(),
                        ServiceConfigs.file(directory, name),
                        freshLog(name),
                        RunLocation.LOOPBACK,
                        port + StackPlan.MANAGEMENT,
                        START_LIMIT);
        return new ServicePart(launch, address, grace, http);
    }

    /// The log of the run before this one stays beside it.
    private Path freshLog(String name) {
        var log = directory.folder("logs").resolve(name + ".log");
        try {
            if (Files.exists(log))
                Files.move(
                        log,
                        log.resolveSibling(name + ".previous.log"),
                        StandardCopyOption.REPLACE_EXISTING);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<StackComponent> servers() {
        return List.of(
                new ServerPart("Kafka", "127.0.0.1:" + plan.kafkaPort(), this::kafka),
                new ServerPart("Redis", "redis://127.0.0.1:" + plan.redisPort(), this::redis),
                new ServerPart(
                        "PostgreSQL",
                        "postgresql://postgres@127.0.0.1:%d/%s"
                                .formatted(plan.postgresPort(), ServiceConfigs.DATABASE),
                        this::postgres));
    }

    private EmbeddedServer postgres() {
        var server = EmbeddedPostgres.start(at("postgres", plan.postgresPort()), ON_DISK);
        server.createDatabase(ServiceConfigs.DATABASE);
        return server;
    }

    private EmbeddedServer redis() {
        return EmbeddedRedis.start(at("redis", plan.redisPort()), ON_DISK);
    }

    private EmbeddedServer kafka() {
        return EmbeddedKafka.start(at("kafka", plan.kafkaPort()));
    }

    private Placement at(String folder, int port) {
        return Placement.in(directory.resolve(folder)).onPort(port);
    }

    private static final Durability ON_DISK = Durability.ON_DISK;

    /// Stops everything and frees the directory; blocks until nothing is left.
    @Override
    public void close() {
        supervisor.close();
    }
}
