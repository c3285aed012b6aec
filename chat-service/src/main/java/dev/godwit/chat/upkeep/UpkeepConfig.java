package dev.godwit.chat.upkeep;

import dev.godwit.config.ConfigReader;
import dev.godwit.internalapi.AckBatch;

import java.time.Duration;

/// How often what is done with is deleted, when a device is dropped (not before it had several
/// chances to be seen), and how old an entry may get.
public record UpkeepConfig(
        Duration trimInterval,
        Duration deviceInterval,
        Duration deviceRetention,
        Duration entryRetention) {
    public static UpkeepConfig read(ConfigReader settings) {
        var config =
                new UpkeepConfig(
                        settings.duration(
                                "chat.trim-interval",
                                Duration.ofSeconds(5),
                                Duration.ofMillis(100),
                                Duration.ofHours(1),
                                "How often log entries are deleted that every device of their user"
                                        + " has acknowledged."),
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
                                "How long a device may stay away before it is dropped, and with it"
                                        + " what waits for it alone."),
                        settings.duration(
                                "chat.entry-retention",
                                Duration.ofDays(90),
                                AckBatch.SEEN_EVERY.multipliedBy(6),
                                Duration.ofDays(3650),
                                "How long a log entry is kept that no device has acknowledged, or"
                                    + " not every device; looked for once a day. Not shorter than"
                                    + " chat.device-retention."));
        if (config.entryRetention.compareTo(config.deviceRetention) < 0) {
            settings.mistake(
                    "chat.entry-retention: must not be shorter than chat.device-retention");
        }
        return config;
    }
}
