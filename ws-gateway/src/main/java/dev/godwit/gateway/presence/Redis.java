package dev.godwit.gateway.presence;

import dev.godwit.lifecycle.NonBlocking;
import dev.godwit.presence.RedisConfig;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.SetParams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Redis with short timeouts, and whether it has answered lately. Thread-safe; blocks for at most
/// the timeout, so it refuses event loops. Fails with `JedisException`.
final class Redis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final int CONNECTIONS = 4;

    private final RedisClient client;
    private final RedisConfig config;
    private final AtomicBoolean unwell = new AtomicBoolean();

    private Redis(RedisClient client, RedisConfig config) {
        this.client = client;
        this.config = config;
    }

    /// Connects when first used.
    static Redis open(RedisConfig config, Duration timeout) {
        return new Redis(config.client("godwit-gateway", CONNECTIONS, timeout), config);
    }

    /// Whether the last thing asked of it failed.
    boolean unwell() {
        return unwell.get();
    }

    /// Runs all in one round trip, and again when Redis had forgotten the scripts. One answer per
    /// run, in order.
    List<Object> run(List<Script.Run> runs) {
        return watched(() -> {
            try {
                return pipelined(runs);
            } catch (JedisNoScriptException e) {
                load();
                return pipelined(runs);
            }
        });
    }

    Object run(Script script, String key, String... arguments) {
        return run(List.of(new Script.Run(script, key, arguments))).getFirst();
    }

    /// Sets the key if nobody has.
    boolean claim(String key, String value, Duration ttl) {
        return watched(() ->
                client.set(key, value, SetParams.setParams().nx().px(ttl.toMillis())) != null);
    }

    private List<Object> pipelined(List<Script.Run> runs) {
        var answers = new ArrayList<Response<Object>>(runs.size());
        try (var pipeline = client.pipelined()) {
            for (var run : runs)
                answers.add(
                        pipeline.evalsha(
                                run.script().sha(), List.of(run.key()), List.of(run.arguments())));
            pipeline.sync();
        }
        return answers.stream().map(Response::get).toList();
    }

    /// All, so that never some of a batch's scripts are known and others not.
    private void load() {
        for (var script : Script.values()) client.scriptLoad(script.text());
    }

    private <T> T watched(Supplier<T> exchange) {
        NonBlocking.refuse("Redis");
        try {
            var answer = exchange.get();
            if (unwell.compareAndSet(true, false))
                LOG.atInfo().addKeyValue("redis", config).log("Redis answers again");
            return answer;
        } catch (JedisException e) {
            if (unwell.compareAndSet(false, true))
                LOG.atWarn()
                        .addKeyValue("redis", config)
                        .addKeyValue("reason", e.getMessage())
                        .log("Redis does not answer; waiting for it");
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
