package dev.godwit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.net.URI;
import java.sql.DriverManager;
import java.util.Map;

class InfraIT {
    @Test
    void everyDatabaseIsEmptyAndOnesOwn() throws Exception {
        var first = Infra.postgres().freshDatabase();
        var second = Infra.postgres().freshDatabase();

        create(first, "CREATE TABLE mine (id int)");
        create(second, "CREATE TABLE mine (id int)");

        assertThat(first.jdbcUrl()).isNotEqualTo(second.jdbcUrl());
    }

    @Test
    void redisIsEmptiedForTheNextTest() {
        try (var client = RedisClient.create(URI.create(Infra.redis().freshDatabase()))) {
            client.set("left", "behind");

            Infra.redis().freshDatabase();

            assertThat(client.exists("left")).isFalse();
        }
    }

    @Test
    void everyTopicIsNew() throws Exception {
        var topic = Infra.kafka().freshTopic(3);
        var untaken = Infra.kafka().freshTopicName();

        try (var admin = Admin.create(Map.of("bootstrap.servers", Infra.kafka().bootstrap()))) {
            assertThat(admin.listTopics().names().get()).contains(topic).doesNotContain(untaken);
        }
    }

    @Test
    void theServersAreStartedOnce() {
        assertThat(Infra.postgres()).isSameAs(Infra.postgres());
        assertThat(Infra.redis()).isSameAs(Infra.redis());
        assertThat(Infra.kafka()).isSameAs(Infra.kafka());
    }

    private static void create(TestPostgres.Database database, String sql) throws Exception {
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
