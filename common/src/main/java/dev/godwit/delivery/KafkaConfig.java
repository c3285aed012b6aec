package dev.godwit.delivery;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The Kafka topic that deliveries travel by: brokers as `host:port,…`, one partition per gateway
/// slot. `security`: Kafka's own settings for TLS and SASL.
public record KafkaConfig(String bootstrap, String topic, int slots, Map<String, Secret> security) {
    public static KafkaConfig read(ConfigReader settings) {
        return new KafkaConfig(
                settings.text(
                        "kafka.bootstrap",
                        "127.0.0.1:9092",
                        "Brokers to begin with: host:port, separated by commas."),
                settings.text(
                        "kafka.topic",
                        "deliveries",
                        "The topic that deliveries travel by; created where it is missing."),
                settings.integer(
                        "kafka.slots",
                        64,
                        1,
                        10_000,
                        "Partitions of the topic, one per gateway that can run at the same time."
                                + " The same for all of one installation."),
                security(settings));
    }

    /// Brokers that are spoken to without TLS.
    public static KafkaConfig plain(String bootstrap, String topic, int slots) {
        return new KafkaConfig(bootstrap, topic, slots, Map.of());
    }

    /// The settings of a Kafka client that is to do `more`.
    public Map<String, Object> client(Map<String, Object> more) {
        var all = new HashMap<>(more);
        all.put("bootstrap.servers", bootstrap);
        security.forEach((key, value) -> all.put(key, value.value()));
        return all;
    }

    private static Map<String, Secret> security(ConfigReader settings) {
        var file =
                settings.text(
                        "kafka.security-file",
                        "",
                        "Properties file with the settings of Kafka's clients for TLS and SASL:"
                                + " security.protocol, ssl.* and sasl.*, as for Kafka's own tools."
                                + " Empty: plain.");
        var security = new TreeMap<String, Secret>();
        if (file.isEmpty()) return security;
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            settings.mistake(
                    "kafka.security-file: %s (expected: a properties file; %s)".formatted(file, e));
        }
        for (var key : properties.stringPropertyNames()) {
            if (!key.matches("(security|ssl|sasl)\\..*")) {
                settings.mistake(
                        "kafka.security-file: %s (expected: security.*, ssl.* or sasl.*)"
                                .formatted(key));
            }
            security.put(key, new Secret(properties.getProperty(key).strip()));
        }
        return security;
    }
}
