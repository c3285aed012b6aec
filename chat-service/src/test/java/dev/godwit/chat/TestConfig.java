package dev.godwit.chat;

import dev.godwit.config.ConfigReader;
import dev.godwit.infra.TestPostgres;

import java.util.HashMap;
import java.util.Map;

/// The configuration of a chat service on the test servers, every port a free one.
final class TestConfig {
    static final String INTERNAL_SECRET = "internal-secret-of-these-tests-0123456789";
    static final String HMAC_SECRET = "hmac-secret-of-these-tests-0123456789";

    private final Map<String, String> values = new HashMap<>();

    TestConfig(TestPostgres.Database database) {
        values.putAll(
                Map.of(
                        "chat.host",
                        "127.0.0.1",
                        "chat.port",
                        "0",
                        "chat.internal-port",
                        "0",
                        "chat.management-port",
                        "0",
                        "database.url",
                        database.jdbcUrl(),
                        "database.user",
                        database.user(),
                        "database.password",
                        database.password(),
                        "internal.secret",
                        INTERNAL_SECRET,
                        "auth.hmac-secret",
                        HMAC_SECRET,
                        "kafka.slots",
                        "4"));
    }

    TestConfig with(String key, String value) {
        values.put(key, value);
        return this;
    }

    ChatConfig read() {
        return ChatConfig.read(ConfigReader.of(values));
    }
}
