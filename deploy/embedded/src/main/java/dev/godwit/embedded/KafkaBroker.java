package dev.godwit.embedded;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// One Kafka broker that is its own controller, inside this JVM.
///
/// Runs on Kafka's own threads; starting and stopping block. Tests start it directly, everybody
/// else as a process ([EmbeddedKafka]), because a broker that meets a fatal fault ends its JVM.
public final class KafkaBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String host;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, String host, int port) {
        this.server = server;
        this.host = host;
        this.port = port;
    }

    /// Starts the broker on 127.0.0.1 and on the data in `directory`, formatting it at the first
    /// start. Port 0 is any free one.
    public static KafkaBroker start(Path directory, int port) {
        return start(directory, RunLocation.LOOPBACK.address(), port, List.of());
    }

    /// The same on any free port, for connections with TLS alone.
    public static KafkaBroker start(Path directory, SelfSigned tls) throws IOException {
        var own = Files.readString(tls.key()) + Files.readString(tls.certificate());
        var settings =
                Map.of(
                        "ssl.keystore.type",
                        "PEM",
                        "ssl.keystore.location",
                        Files.writeString(directory.resolve("own.pem"), own).toString(),
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        tls.certificate().toString());
        var data = directory.resolve("data");
        return start(data, RunLocation.LOOPBACK.address(), 0, List.of(), "SSL", settings);
    }

    /// Beside its port the broker has `doors`, all on that `host`. Its controller is on 127.0.0.1.
    static KafkaBroker start(
            Path directory, String host, int port, List<AdvertisedListener> doors) {
        return start(directory, host, port, doors, "PLAINTEXT", Map.of());
    }

    private static KafkaBroker start(
            Path directory,
            String host,
            int port,
            List<AdvertisedListener> doors,
            String protocol,
            Map<String, String> security) {
        var claimed = Ports.claim("Kafka", port);
        try {
            var controller = Ports.freeBeside(claimed);
            var properties = properties(Files.createDirectories(directory));
            properties.putAll(security);
            listen(properties, host, claimed, controller, doors, protocol);
            format(directory);
            var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            server.startup();
            return new KafkaBroker(server, host, claimed);
        } catch (Exception e) {
            throw new StartFailed(
                    "Kafka cannot use the data in "
                            + directory
                            + " ("
                            + e
                            + "); start with empty data: --fresh",
                    e);
        }
    }

    public int port() {
        return port;
    }

    public String bootstrap() {
        return host + ":" + port;
    }

    /// Blocks until the broker has ended.
    public void awaitEnd() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (var files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new IOException("meta.properties is missing");
            }
        }
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    /// Each listener hands out its own address, so whoever comes by a door keeps coming by it.
    private static void listen(
            Properties properties,
            String host,
            int port,
            int controllerPort,
            List<AdvertisedListener> doors,
            String protocol) {
        var listeners = new StringBuilder("CLIENTS://" + host + ":" + port);
        var advertised = new StringBuilder(listeners);
        var protocols = new StringBuilder("CLIENTS:" + protocol + ",CONTROLLER:PLAINTEXT");
        for (var i = 0; i < doors.size(); i++) {
            var door = doors.get(i);
            var name = ",DOOR" + i;
            listeners.append("%s://%s:%d".formatted(name, host, door.port()));
            advertised.append(
                    "%s://%s:%d".formatted(name, door.advertisedHost(), door.advertisedPort()));
            protocols.append(name).append(":PLAINTEXT");
        }
        listeners.append(",CONTROLLER://127.0.0.1:").append(controllerPort);
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.put("listeners", listeners.toString());
        properties.put("advertised.listeners", advertised.toString());
    }

    /// One broker needs no replicas, few threads and no records of an idle log; small index files
    /// keep an empty topic small.
    private static Properties properties(Path directory) {
        var properties = new Properties();
        properties.put("node.id", "1");
        properties.put("process.roles", "broker,controller");
        properties.put("log.dirs", directory.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("num.partitions", "1");
        properties.put("default.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("num.recovery.threads.per.data.dir", "2");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        properties.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        properties.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        properties.put("metadata.max.idle.interval.ms", "0");
        properties.put("initial.broker.registration.timeout.ms", "30000");
        // A killed broker is let in again only when the session of the killed one has ended.
        properties.put("broker.session.timeout.ms", "2500");
        properties.put("broker.heartbeat.interval.ms", "500");
        return properties;
    }
}
