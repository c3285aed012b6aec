package dev.godwit.chat;

import dev.godwit.chat.database.DatabaseConfig;
import dev.godwit.chat.database.WorkClass;
import dev.godwit.chat.delivery.Publisher;
import dev.godwit.chat.intake.IntakeConfig;
import dev.godwit.chat.publicapi.PublicApi;
import dev.godwit.chat.upkeep.UpkeepConfig;
import dev.godwit.config.AuthConfig;
import dev.godwit.config.BodyLimit;
import dev.godwit.config.ConfigReader;
import dev.godwit.config.Secret;
import dev.godwit.delivery.KafkaConfig;
import dev.godwit.presence.RedisConfig;

import java.net.InetSocketAddress;
import java.time.Duration;

/// The configuration of a chat service: each part gets its own record.
public record ChatConfig(
        Listening listening,
        PublicApi.Limits limits,
        IntakeConfig intake,
        int devicesPerUser,
        UpkeepConfig upkeep,
        Publisher.Limits publishing,
        DatabaseConfig database,
        RedisConfig redis,
        KafkaConfig kafka,
        AuthConfig auth,
        Secret internalSecret) {
    private static final int MIN_SECRET_CHARS = 32;

    /// Throws [dev.godwit.config.InvalidConfiguration] naming all that is wrong.
    public static ChatConfig read(ConfigReader settings) {
        var config =
                new ChatConfig(
                        Listening.read(settings),
                        limits(settings),
                        IntakeConfig.read(settings),
                        settings.integer(
                                "chat.devices-per-user",
                                20,
                                1,
                                1_000,
                                "Devices of one user. A further one takes the place of the one that"
                                        + " is not connected and was seen longest ago; it is"
                                        + " refused where all are connected."),
                        UpkeepConfig.read(settings),
                        publishing(settings),
                        DatabaseConfig.read(settings),
                        RedisConfig.read(settings),
                        KafkaConfig.read(settings),
                        AuthConfig.read(settings),
                        settings.secret(
                                "internal.secret",
                                MIN_SECRET_CHARS,
                                "What gateways and chat services know each other by; the same for"
                                        + " all of one installation."));
        var fewest = WorkClass.fewest(config.intake.workers());
        if (config.database.poolSize() < fewest)
            settings.mistake(
                    "database.pool-size: %d (expected: %d or more, with %d of chat.intake-workers)"
                            .formatted(
                                    config.database.poolSize(), fewest, config.intake.workers()));
        settings.done();
        return config;
    }

    private static PublicApi.Limits limits(ConfigReader settings) {
        return new PublicApi.Limits(
                settings.integer(
                        "chat.sends-per-second",
                        100,
                        1,
                        1_000_000,
                        "Sends of one user over HTTP, at this service."),
                settings.integer(
                        "chat.send-burst",
                        1_000,
                        1,
                        1_000_000,
                        "Sends of one user over HTTP at once, after a pause."),
                settings.integer(
                        "chat.sends-per-user",
                        16,
                        1,
                        1_000,
                        "Sends of one user over HTTP at the same time, at this service; beyond"
                                + " that the answer is 429."),
                settings.integer(
                        "chat.reads-per-user",
                        4,
                        1,
                        1_000,
                        "Reads of one user over HTTP at the same time, at this service; beyond"
                                + " that the answer is 429."),
                settings.integer(
                        "chat.requests",
                        256,
                        1,
                        100_000,
                        "Requests of clients over HTTP that are worked on at the same time; beyond"
                                + " that the answer is 503."),
                settings.list(
                        "chat.allowed-origins",
                        "",
                        "origins such as https://chat.example.com, separated by commas",
                        "Web pages that may call the HTTP API (CORS). Empty: none."),
                BodyLimit.read(settings));
    }

    private static Publisher.Limits publishing(ConfigReader settings) {
        return new Publisher.Limits(
                settings.integer(
                        "chat.publish-queue",
                        16_384,
                        1,
                        1_000_000,
                        "Messages and receipts that may wait to be published; beyond that they"
                                + " are found by the gateways' head checks."),
                settings.integer(
                        "chat.publish-queue-bytes",
                        64 * 1024 * 1024,
                        1024 * 1024,
                        Integer.MAX_VALUE,
                        "What the messages that wait to be published may take of the heap."),
                settings.duration(
                        "chat.publish-flush",
                        Duration.ofSeconds(2),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        "How long a stop may take to publish what waits."));
    }

    /// Where this process listens. `drainNotice`: how long it serves on when it stops; `drain`: how
    /// long requests in flight may take then.
    public record Listening(
            InetSocketAddress clients,
            InetSocketAddress internal,
            InetSocketAddress management,
            Duration drainNotice,
            Duration drain) {
        static Listening read(ConfigReader settings) {
            return new Listening(
                    new InetSocketAddress(
                            settings.text(
                                    "chat.host",
                                    "0.0.0.0",
                                    "The address that clients are served on."),
                            settings.port("chat.port", 8090, "The HTTP API of clients.")),
                    new InetSocketAddress(
                            settings.text(
                                    "chat.internal-host",
                                    "127.0.0.1",
                                    "The address that gateways call. Of the private network, where"
                                            + " they are on other machines."),
                            settings.port(
                                    "chat.internal-port",
                                    8190,
                                    "The calls of the gateways; not for the outside.")),
                    new InetSocketAddress(
                            settings.text(
                                    "chat.management-host",
                                    "127.0.0.1",
                                    "The address of the management port. Of the private network,"
                                            + " where probes and Prometheus come from elsewhere."),
                            settings.port(
                                    "chat.management-port",
                                    8290,
                                    "Metrics and health; not for the outside.")),
                    settings.duration(
                            "chat.drain-notice",
                            Duration.ZERO,
                            Duration.ZERO,
                            Duration.ofMinutes(5),
                            "How long a chat service that stops is not ready and still takes"
                                    + " requests; as long as its load balancer needs to notice."),
                    settings.duration(
                            "chat.drain",
                            Duration.ofSeconds(5),
                            Duration.ZERO,
                            Duration.ofMinutes(5),
                            "How long requests in flight may take when the process stops."));
        }
    }
}
