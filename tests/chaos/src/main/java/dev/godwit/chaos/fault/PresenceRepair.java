package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Cluster;
import dev.godwit.checker.client.Progress;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/// How long it takes until everybody who is connected is present again in a Redis that was emptied.
/// Blocks.
final class PresenceRepair {
    private static final String PRESENCE = "presence:*";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final double NEARLY_ALL = 0.99;

    private final FaultContext surroundings;

    PresenceRepair(FaultContext surroundings) {
        this.surroundings = surroundings;
    }

    /// Milliseconds from now; nothing where it takes too long to wait for or faults are to end.
    OptionalLong millis() {
        var cluster = surroundings.cluster();
        var timing = cluster.plan().timing();
        var patience = timing.heartbeat().plus(timing.sweep()).multipliedBy(2);
        var began = System.nanoTime();
        try (var redis = RedisClient.create(URI.create(cluster.target().redisUri()))) {
            while (!surroundings.isOver() && System.nanoTime() - began < patience.toNanos()) {
                if (present(redis) >= NEARLY_ALL * live(cluster))
                    return OptionalLong.of(FaultContext.since(began));
                surroundings.hold(LOOK_EVERY);
            }
        } catch (JedisException _) {
            return OptionalLong.empty(); // Redis has met the next fault
        }
        return OptionalLong.empty();
    }

    private static long live(Cluster cluster) {
        return cluster.progress().values().stream().mapToLong(Progress::live).sum();
    }

    private static long present(RedisClient redis) {
        Set<String> users = new HashSet<>();
        var params = new ScanParams().match(PRESENCE).count(1000);
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = redis.scan(cursor, params);
            users.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return users.stream().mapToLong(redis::hlen).sum();
    }
}
