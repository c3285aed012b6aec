package dev.godwit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.config.ConfigReader;
import dev.godwit.config.InvalidConfiguration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class KafkaConfigTest {
    @TempDir Path directory;

    @Test
    void theSecurityFileReachesEveryClientAndIsNotPrinted() throws IOException {
        var reader = reader("security.protocol = SASL_SSL\nsasl.jaas.config = hunter2");

        var config = KafkaConfig.read(reader);
        reader.done();

        assertThat(config.client(Map.of("acks", "1")))
                .isEqualTo(
                        Map.of(
                                "acks", "1",
                                "bootstrap.servers", "127.0.0.1:9092",
                                "security.protocol", "SASL_SSL",
                                "sasl.jaas.config", "hunter2"));
        assertThat(config.toString()).doesNotContain("hunter2");
    }

    @Test
    void otherSettingsAreNotTheFilesToChange() throws IOException {
        var reader = reader("enable.auto.commit = true");

        KafkaConfig.read(reader);

        assertThatThrownBy(reader::done)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("kafka.security-file: enable.auto.commit");
    }

    private ConfigReader reader(String security) throws IOException {
        var file = Files.writeString(directory.resolve("security.properties"), security);
        return ConfigReader.of(Map.of("kafka.security-file", file.toString()));
    }
}
