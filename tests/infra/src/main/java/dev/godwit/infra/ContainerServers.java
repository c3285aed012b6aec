package dev.godwit.infra;

import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// Servers as containers. Testcontainers itself removes them when this JVM has ended. Without
/// Docker the test is skipped, loudly.
final class ContainerServers implements Servers {
    private static final int REDIS_PORT = 6379;

    ContainerServers() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            var line =
                    "SKIPPED: -Dgodwit.infra=testcontainers needs Docker, and there is none here";
            LoggerFactory.getLogger(ContainerServers.class).error(line);
            Assumptions.abort(line);
        }
    }

    @Override
    public TestPostgres postgres() {
        var server =
                new PostgreSQLContainer("postgres:18")
                        .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        server.start();
        var address = server.getHost() + ":" + server.getFirstMappedPort();
        return new TestPostgres(
                "jdbc:postgresql://" + address, server.getUsername(), server.getPassword());
    }

    @Override
    public TestRedis redis() {
        var server = new GenericContainer<>("redis:7").withExposedPorts(REDIS_PORT);
        server.start();
        return new TestRedis("redis://" + server.getHost() + ":" + server.getFirstMappedPort());
    }

    @Override
    public TestKafka kafka() {
        var server =
                new KafkaContainer("apache/kafka:4.3.1")
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                        .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1");
        server.start();
        return new TestKafka(server.getBootstrapServers());
    }
}
