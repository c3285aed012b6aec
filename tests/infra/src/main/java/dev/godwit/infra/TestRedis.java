package dev.godwit.infra;

import redis.clients.jedis.RedisClient;

import java.net.URI;

/// The Redis of this JVM. Thread-safe; blocks.
public final class TestRedis {
    private final String uri;

    TestRedis(String uri) {
        this.uri = uri;
    }

    public String uri() {
        return uri;
    }

    /// Empties the whole server and answers its URI: for tests that do not run next to others.
    public String freshDatabase() {
        try (var client = RedisClient.create(URI.create(uri))) {
            client.flushAll();
        }
        return uri;
    }
}
