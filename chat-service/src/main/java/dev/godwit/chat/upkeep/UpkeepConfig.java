package dev.godwit.chat.upkeep;

import dev.godwit.config.ConfigReader;
import dev.godwit.internalapi.AckBatch;

import java.time.Duration;

/// How often what is done with is deleted, and when a device is dropped: not before it had several
/// chances to be seen.
public record UpkeepConfig(
        Duration trimInterval, Duration deviceInterval, Duration deviceRetention) {
    public static UpkeepConfig read(ConfigReader settings) {
        return new UpkeepConfig(
                settings.duration(
                        "chat.trim-interval",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofHours(1),
                        "How often log entries are deleted that every device of their user has"
                                + " acknowledged."),
                settings.duration(
                        "chat.device-sweep-interval",
                        Duration.ofHours(1),
                        Duration.ofMillis(100),
                        Duration.ofDays(1),
                        "How often devices are looked for that have not been seen for"
                                + " chat.device-retention."),
                settings.duration(
                        "chat.device-retention",
                        Duration.ofDays(30),
                        AckBatch.SEEN_EVERY.multipliedBy(6),
                        Duration.ofDays(3650),
                        "How long a device may stay away before it is dropped, and with it what"
                                + " waits for it alone."));
    }
}
