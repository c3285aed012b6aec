package dev.godwit.gateway;

import dev.godwit.config.AuthConfig;
import dev.godwit.config.BodyLimit;
import dev.godwit.config.ConfigReader;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.gateway.connection.ConnectionConfig;
import dev.godwit.gateway.handshake.HandshakeConfig;
import dev.godwit.gateway.presence.PresenceConfig;
import dev.godwit.gateway.registry.UserLimits;
import dev.godwit.gateway.uplink.UplinkConfig;
import dev.godwit.presence.RedisConfig;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The configuration of a gateway: each part gets its own record, and every default stands here.
public record GatewayConfig(
        HandshakeConfig clients,
        ConnectionConfig connections,
        int eventLoops,
        Duration drainNotice,
        Duration drain,
        InetSocketAddress management,
        UplinkConfig uplink,
        PresenceConfig presence,
        KafkaConfig kafka,
        AuthConfig auth) {
    private static final int MIN_SECRET_CHARS = 32;
    private static final int BYTES_BESIDE_BODY = 512;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// Throws [dev.godwit.config.InvalidConfiguration] naming all that is wrong.
    public static GatewayConfig read(ConfigReader settings) {
        var maxFrameBytes =
                settings.integer(
                        "gateway.max-frame-bytes",
                        128 * 1024,
                        1024,
                        16 * 1024 * 1024,
                        "Bytes of one client frame, fragments together.");
        var maxBodyBytes = BodyLimit.read(settings);
        checkFits(maxBodyBytes, maxFrameBytes, settings);
        var clients = clients(settings, maxFrameBytes);
        var connections = connections(settings, maxFrameBytes, maxBodyBytes);
        var eventLoops =
                settings.integer(
                        "gateway.event-loops",
                        0,
                        0,
                        256,
                        "Threads that serve all sockets. 0: one per processor.");
        var drainNotice =
                settings.duration(
                        "gateway.drain-notice",
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        "How long a gateway that stops is not ready and still takes new clients;"
                                + " as long as its load balancer needs to notice.");
        var drain =
                settings.duration(
                        "gateway.drain",
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ofMinutes(10),
                        "Over how long clients are sent elsewhere when the gateway stops.");
        var management =
                new InetSocketAddress(
                        settings.text(
                                "gateway.management-host",
                                "127.0.0.1",
                                "The address of the management port. Of the private network, where"
                                        + " probes and Prometheus come from elsewhere."),
                        settings.port(
                                "gateway.management-port",
                                8281,
                                "Metrics and health; not for the outside."));
        var kafka = KafkaConfig.read(settings);
        var config =
                new GatewayConfig(
                        clients,
                        connections,
                        eventLoops,
                        drainNotice,
                        drain,
                        management,
                        uplink(settings),
                        presence(settings, kafka.slots()),
                        kafka,
                        AuthConfig.read(settings));
        settings.done();
        return config;
    }

    int loops() {
        return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
    }

    /// Longer than a send may take to be answered or given up: it may wait in its lane for as long
    /// as a call may take, and then be called.
    Duration lastAnswers() {
        return uplink.deadline().multipliedBy(2).plus(SECOND);
    }

    private static HandshakeConfig clients(ConfigReader settings, int maxFrameBytes) {
        var clients =
                new HandshakeConfig(
                        settings.text(
                                "gateway.host",
                                "0.0.0.0",
                                "The address that clients are served on."),
                        settings.port("gateway.port", 8081, "WebSockets of clients."),
                        settings.text(
                                "gateway.tls-certificate",
                                "",
                                "PEM file with the certificate chain. Empty: no TLS."),
                        settings.text(
                                "gateway.tls-key",
                                "",
                                "PEM file with the certificate's private key (PKCS#8)."),
                        settings.list(
                                "gateway.allowed-origins",
                                "",
                                "origins such as https://chat.example.com, separated by commas",
                                "Web pages that may connect; `*` for all. Empty: none."),
                        settings.integer(
                                "gateway.max-connections",
                                100_000,
                                1,
                                10_000_000,
                                "Sockets in all."),
                        settings.integer(
                                "gateway.max-connections-per-address",
                                10_000,
                                1,
                                10_000_000,
                                "Sockets from one address, or from one IPv6 network of 64 bits;"
                                        + " raise it where many people share one (NAT)."),
                        settings.integer(
                                "gateway.max-handshakes",
                                2_000,
                                1,
                                1_000_000,
                                "Handshakes under way; eight times as many sockets may wait,"
                                        + " unread, to begin theirs, and any more are closed. One"
                                        + " address may have as many as it leaves to others: half"
                                        + " of each."),
                        maxFrameBytes,
                        settings.duration(
                                "gateway.handshake-deadline",
                                Duration.ofSeconds(5),
                                Duration.ofMillis(100),
                                MINUTE,
                                "From the accept through TLS and upgrade to a verified token."),
                        settings.duration(
                                "gateway.peer-timeout",
                                MINUTE,
                                SECOND,
                                Duration.ofHours(1),
                                "How long a client's TCP may leave data unacknowledged."));
        checkTls(clients, settings);
        return clients;
    }

    /// A frame has to hold the largest body, at least where nothing in it is escaped.
    private static void checkFits(int maxBodyBytes, int maxFrameBytes, ConfigReader settings) {
        if (maxBodyBytes + BYTES_BESIDE_BODY > maxFrameBytes) {
            settings.mistake(
                    "gateway.max-frame-bytes: %d (expected: at least message.max-body-bytes + %d)"
                            .formatted(maxFrameBytes, BYTES_BESIDE_BODY));
        }
    }

    private static void checkTls(HandshakeConfig clients, ConfigReader settings) {
        if (clients.certificate().isEmpty() != clients.privateKey().isEmpty())
            settings.mistake("gateway: give both gateway.tls-certificate and gateway.tls-key");
        for (var file : List.of(clients.certificate(), clients.privateKey()))
            if (!file.isEmpty() && !Files.isReadable(Path.of(file)))
                settings.mistake(
                        "gateway: %s cannot be read (expected: a PEM file)".formatted(file));
    }

    private static ConnectionConfig connections(
            ConfigReader settings, int maxFrameBytes, int maxBodyBytes) {
        return new ConnectionConfig(
                settings.duration(
                        "gateway.heartbeat",
                        Duration.ofSeconds(30),
                        SECOND,
                        Duration.ofMinutes(10),
                        "How often a client is pinged and its log's head is asked for. Twice that"
                                + " long without a word, or without an ack where one is due, and it"
                                + " is closed."),
                settings.integer(
                        "gateway.window",
                        256,
                        1,
                        256,
                        "Entries that a device may have unacknowledged."),
                maxFrameBytes,
                maxBodyBytes,
                settings.duration(
                        "gateway.reorder-hold",
                        Duration.ofMillis(5),
                        Duration.ZERO,
                        SECOND,
                        "How long a missing entry may take to come by itself before it is read."),
                settings.duration(
                        "gateway.max-unwritable",
                        MINUTE,
                        SECOND,
                        Duration.ofHours(1),
                        "How long a client may take nothing before it is closed."),
                settings.integer(
                        "gateway.sends-in-flight",
                        1_024,
                        1,
                        1_000_000,
                        "Unanswered sends after which a connection is not read from for a while."),
                settings.integer(
                        "gateway.frames-per-second",
                        2_000,
                        10,
                        1_000_000,
                        "Frames of one connection, twice that at once; beyond that it is closed."),
                userLimits(settings));
    }

    private static UserLimits userLimits(ConfigReader settings) {
        return new UserLimits(
                settings.integer(
                        "gateway.connections-per-user",
                        20,
                        1,
                        10_000,
                        "Connections of one user on this gateway."),
                settings.integer(
                        "gateway.sends-per-second", 100, 1, 1_000_000, "Sends of one user."),
                settings.integer(
                        "gateway.send-burst",
                        1_000,
                        1,
                        1_000_000,
                        "Sends of one user at once, after a pause."),
                settings.integer(
                        "gateway.openings-per-second",
                        10,
                        1,
                        1_000_000,
                        "Connections that one user may open here; beyond that they are closed with"
                                + " 4429."),
                settings.integer(
                        "gateway.opening-burst",
                        100,
                        1,
                        1_000_000,
                        "Connections that one user may open at once, after a pause."));
    }

    private static UplinkConfig uplink(ConfigReader settings) {
        return new UplinkConfig(
                chatServices(settings),
                settings.secret(
                        "internal.secret",
                        MIN_SECRET_CHARS,
                        "What gateways and chat services know each other by; the same for all of"
                                + " one installation."),
                settings.integer(
                        "gateway.lanes",
                        4,
                        1,
                        256,
                        "Requests with sends that may be under way; a conversation keeps to one"
                                + " lane."),
                settings.integer(
                        "gateway.lane-queue",
                        4_096,
                        1,
                        1_000_000,
                        "Requests of one lane that may wait; beyond that they are `unavailable`."),
                settings.duration(
                        "gateway.connect-timeout",
                        SECOND,
                        Duration.ofMillis(10),
                        MINUTE,
                        "For a connection to a chat service."),
                settings.duration(
                        "gateway.try-timeout",
                        Duration.ofSeconds(3),
                        Duration.ofMillis(10),
                        MINUTE,
                        "For one try of a call on one chat service; longer than its transactions"
                                + " may take."),
                settings.duration(
                        "gateway.hedge-after",
                        Duration.ofMillis(200),
                        Duration.ofMillis(10),
                        MINUTE,
                        "How long a chat service may take for log pages, heads or acks before a"
                                + " second one is asked as well."),
                settings.duration(
                        "gateway.call-deadline",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(10),
                        MINUTE,
                        "For all tries of a call together."));
    }

    private static List<URI> chatServices(ConfigReader settings) {
        var uris =
                settings.list(
                        "gateway.chat-services",
                        "http://127.0.0.1:8190",
                        "http://host:port, separated by commas",
                        "The internal ports of the chat services.");
        return uris.stream().map(text -> chatService(text, settings)).toList();
    }

    private static PresenceConfig presence(ConfigReader settings, int slots) {
        var config =
                new PresenceConfig(
                        RedisConfig.read(settings),
                        slots,
                        settings.duration(
                                "gateway.redis-timeout",
                                Duration.ofMillis(500),
                                Duration.ofMillis(10),
                                MINUTE,
                                "For any answer of Redis."),
                        settings.duration(
                                "gateway.lease",
                                Duration.ofSeconds(10),
                                SECOND,
                                MINUTE,
                                "How long a gateway that fell silent keeps its slot."),
                        settings.duration(
                                "gateway.lease-renewal",
                                Duration.ofSeconds(3),
                                Duration.ofMillis(100),
                                MINUTE,
                                "How often the slot's lease is renewed; at most a third of"
                                        + " `gateway.lease` and of `gateway.route-life`."),
                        settings.duration(
                                "gateway.route-life",
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(10),
                                Duration.ofDays(1),
                                "How long a user's routes live in Redis unless refreshed, which"
                                        + " happens three times in it."),
                        settings.integer(
                                "gateway.route-repairs-per-second",
                                2_000,
                                1,
                                1_000_000,
                                "Routes written again per second after Redis lost them."));
        checkThirds(config, settings);
        return config;
    }

    /// A lease and a route outlive two renewals that fail.
    private static void checkThirds(PresenceConfig config, ConfigReader settings) {
        var three = config.renewEvery().multipliedBy(3);
        if (config.leaseTtl().compareTo(three) < 0) {
            settings.mistake(
                    "gateway.lease: %s (expected: three times gateway.lease-renewal or more)"
                            .formatted(config.leaseTtl()));
        }
        if (config.routeTtl().compareTo(three) < 0) {
            settings.mistake(
                    "gateway.route-life: %s (expected: three times gateway.lease-renewal or more)"
                            .formatted(config.routeTtl()));
        }
    }

    private static URI chatService(String text, ConfigReader settings) {
        try {
            var uri = URI.create(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() >= 0) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same report
        }
        settings.mistake("gateway.chat-services: *** (expected: http://host:port)");
        return URI.create("none://none:0");
    }
}
