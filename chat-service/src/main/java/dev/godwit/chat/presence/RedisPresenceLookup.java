package dev.godwit.chat.presence;

import dev.godwit.chat.delivery.PresenceLookup;
import dev.godwit.chat.delivery.PresenceUnavailable;
import dev.godwit.id.DeviceId;
import dev.godwit.id.InvalidValue;
import dev.godwit.id.UserId;
import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.presence.PresenceKeys;
import dev.godwit.presence.RedisConfig;
import dev.godwit.presence.Route;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads presence out of Redis, all users in one round trip. Connects when first asked. Blocks for
/// `timeout` at most per step; thread-safe.
public final class RedisPresenceLookup implements PresenceLookup, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisPresenceLookup.class);
    private static final int CONNECTIONS = 8;

    private final RedisClient redis;

    public RedisPresenceLookup(RedisConfig config, Duration timeout) {
        this.redis = config.client("godwit-chat-service", CONNECTIONS, timeout);
    }

    @Override
    public Map<UserId, Map<DeviceId, Route>> routes(Set<UserId> users) {
        NonBlocking.refuse("a presence lookup");
        var answers = new LinkedHashMap<UserId, Response<Map<String, String>>>();
        try (var pipeline = redis.pipelined()) {
            for (var user : users) answers.put(user, pipeline.hgetAll(PresenceKeys.presence(user)));
            pipeline.sync();
            var routes = new HashMap<UserId, Map<DeviceId, Route>>();
            answers.forEach((user, answer) -> {
                var devices = parsed(user, fields(user, answer));
                if (!devices.isEmpty()) routes.put(user, devices);
            });
            return routes;
        } catch (JedisException e) {
            throw new PresenceUnavailable("Redis: " + e.getMessage(), e);
        }
    }

    @Override
    public void probe() {
        NonBlocking.refuse("a presence probe");
        try {
            redis.ping();
        } catch (JedisException e) {
            throw new PresenceUnavailable("Redis: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }

    /// A key that holds something else does not hide the other users' routes.
    private static Map<String, String> fields(UserId user, Response<Map<String, String>> answer) {
        try {
            return answer.get();
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) throw e;
            LOG.atWarn()
                    .addKeyValue("user", user)
                    .addKeyValue("reason", e.getMessage())
                    .log("presence skipped");
            return Map.of();
        }
    }

    /// A field that is no route, perhaps of a newer version, does not hide the others.
    private static Map<DeviceId, Route> parsed(UserId user, Map<String, String> fields) {
        var routes = new HashMap<DeviceId, Route>();
        fields.forEach((device, route) -> {
            try {
                routes.put(new DeviceId(device), Route.parse(route));
            } catch (InvalidValue e) {
                LOG.atWarn()
                        .addKeyValue("user", user)
                        .addKeyValue("reason", e.getMessage())
                        .log("presence entry skipped");
            }
        });
        return routes;
    }
}
