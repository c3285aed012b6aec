package dev.godwit.chat.history;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.inbox.LogHeads;
import dev.godwit.chat.message.PostgresMessageStore;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;
import dev.godwit.infra.Infra;
import dev.godwit.internalapi.SendBatch;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Whether a cache of recent messages in Redis would pay: a history page of 50 out of a warm
/// PostgreSQL against the same page, rendered before, out of a Redis list. Not a test: the build
/// does not run it; its command is in `docs/decisions/0003-no-recent-messages-cache.md`.
class RecentMessagesCacheMeasurement {
    private static final Logger LOG = LoggerFactory.getLogger(RecentMessagesCacheMeasurement.class);
    private static final UserId ALICE = new UserId("alice");
    private static final int CONVERSATIONS = 200;
    private static final int MESSAGES = 100;
    private static final int PAGE = 50;
    private static final int READS = 2_000;
    private static final int READERS = 8;
    private static final int ROUNDS = 3;

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger turn = new AtomicInteger();

    @Test
    void measure() throws Exception {
        var uri = URI.create(Infra.redis().freshDatabase());
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(READERS);
        pool.setMaxIdle(READERS);
        try (var tables = TestDatabase.fresh();
                var redis =
                        RedisClient.builder()
                                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                                .clientConfig(DefaultJedisClientConfig.builder().build())
                                .poolConfig(pool)
                                .build()) {
            var history = new PostgresHistory(tables.database());
            fill(tables, history, redis);
            tables.execute("VACUUM ANALYZE");
            for (var round = 0; round <= ROUNDS; round++) {
                var warm = round == 0 ? " (warming up, not counted)" : "";
                report("PostgreSQL, one reader" + warm, 1, () -> fromPostgres(history));
                report("Redis, one reader" + warm, 1, () -> fromRedis(redis));
                report("PostgreSQL, 8 readers" + warm, READERS, () -> fromPostgres(history));
                report("Redis, 8 readers" + warm, READERS, () -> fromRedis(redis));
            }
        }
    }

    private void fill(TestDatabase tables, History history, RedisClient redis) throws Exception {
        var database = tables.database();
        var store =
                new PostgresMessageStore(database, new LogHeads(database), InstantSource.system());
        for (var c = 0; c < CONVERSATIONS; c++) {
            var peer = peer(c);
            store.accept(
                    IntStream.range(0, MESSAGES)
                            .mapToObj(i ->
                                    new SendBatch.Item(
                                            ALICE,
                                            null,
                                            new ClientMessageId("message-" + i),
                                            peer,
                                            "text",
                                            "x".repeat(100)))
                            .toList());
            var page = history.messages(ALICE, peer, new PageRequest.Newest(0, PAGE));
            for (var message : page.messages())
                redis.rpush("recent:" + peer, json.writeValueAsString(message));
        }
    }

    private int fromPostgres(History history) throws Exception {
        var page = history.messages(ALICE, nextPeer(), new PageRequest.Newest(0, PAGE));
        return json.writeValueAsBytes(page).length;
    }

    private int fromRedis(RedisClient redis) {
        var messages = redis.lrange("recent:" + nextPeer(), -PAGE, -1);
        return String.join(",", messages).length();
    }

    private UserId nextPeer() {
        return peer(Math.floorMod(turn.getAndIncrement() * 7, CONVERSATIONS));
    }

    private static UserId peer(int c) {
        return new UserId("peer-" + c);
    }

    private static void report(String what, int readers, Callable<Integer> read) throws Exception {
        var began = System.nanoTime();
        var nanos = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reading =
                    IntStream.range(0, readers)
                            .mapToObj(_ -> threads.submit(() -> timed(read)))
                            .toList();
            for (var reader : reading) nanos.addAll(reader.get());
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        LOG.atInfo()
                .addKeyValue("p50us", sorted[sorted.length / 2] / 1_000)
                .addKeyValue("p99us", sorted[sorted.length * 99 / 100] / 1_000)
                .addKeyValue("readsPerSecond", Math.round(sorted.length / seconds))
                .log(what);
    }

    private static List<Long> timed(Callable<Integer> read) throws Exception {
        var nanos = new long[READS];
        for (var i = 0; i < READS; i++) {
            var began = System.nanoTime();
            if (read.call() < PAGE * 100) throw new IllegalStateException("a page is missing");
            nanos[i] = System.nanoTime() - began;
        }
        return Arrays.stream(nanos).boxed().toList();
    }
}
