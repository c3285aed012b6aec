package dev.godwit.checker.evidence;

import dev.godwit.checker.Target;
import dev.godwit.checker.history.Found;
import dev.godwit.checker.history.HistoryWriter;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads who is present, and which gateway owns which slot.
///
/// The keys are `presence:USER`, a hash of device → `slot|boot|connection|epoch`, and `slot:N`, the
/// boot id of its owner.
final class PresenceReading {
    private static final String PRESENCE = "presence:";
    private static final String SLOT = "slot:";

    private final RedisClient redis;
    private final HistoryWriter writer;

    private PresenceReading(RedisClient redis, HistoryWriter writer) {
        this.redis = redis;
        this.writer = writer;
    }

    static void read(Target target, HistoryWriter writer) throws IOException {
        try (var redis = RedisClient.create(URI.create(target.redisUri()))) {
            new PresenceReading(redis, writer).read();
        }
    }

    private void read() throws IOException {
        writer.record(new Found.PresenceBegan());
        for (var key : keys(PRESENCE)) {
            var user = key.substring(PRESENCE.length());
            for (var field : redis.hgetAll(key).entrySet()) {
                writer.record(route(user, field.getKey(), field.getValue()));
            }
        }
        for (var key : keys(SLOT)) {
            var owner = redis.get(key);
            if (owner == null) continue;
            writer.record(new Found.Slot(Long.parseLong(key.substring(SLOT.length())), owner));
        }
        writer.record(new Found.PresenceEnded());
    }

    private Set<String> keys(String prefix) {
        var keys = new LinkedHashSet<String>(); // a scan may name a key twice
        var params = new ScanParams().match(prefix + "*").count(1000);
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = redis.scan(cursor, params);
            keys.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return keys;
    }

    private static Found route(String user, String device, String value) throws IOException {
        List<String> parts = new ArrayList<>(List.of(value.split("\\|", -1)));
        if (parts.size() != 4) throw new IOException("no route of %s: %s".formatted(user, value));
        return new Found.Route(
                user,
                device,
                Long.parseLong(parts.get(0)),
                parts.get(1),
                parts.get(2),
                Long.parseLong(parts.get(3)));
    }
}
