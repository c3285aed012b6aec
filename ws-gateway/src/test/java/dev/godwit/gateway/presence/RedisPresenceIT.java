package dev.godwit.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedRedis;
import dev.godwit.embedded.Placement;
import dev.godwit.gateway.connection.Presence;
import dev.godwit.gateway.connection.PresenceContract;
import dev.godwit.gateway.registry.Connection;
import dev.godwit.gateway.testing.FakeConnection;
import dev.godwit.infra.Infra;
import dev.godwit.internalapi.Displacement;
import dev.godwit.lifecycle.Readiness.Status;
import dev.godwit.presence.RedisConfig;
import dev.godwit.presence.Route;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class RedisPresenceIT extends PresenceContract {
    private static final int SLOTS = 4;

    private final URI uri = URI.create(Infra.redis().freshDatabase());
    private final RedisClient client = RedisClient.create(uri);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    private final List<Displacement> displaced = new CopyOnWriteArrayList<>();
    private final List<Integer> claims = new CopyOnWriteArrayList<>();
    private final AtomicBoolean hintsLost = new AtomicBoolean();
    private Duration routeTtl = Duration.ofSeconds(60);
    private volatile boolean claimsAreFatal;
    private volatile CompletableFuture<Void> consumed = CompletableFuture.completedFuture(null);

    @BeforeEach
    void empty() {
        client.flushAll();
    }

    @AfterEach
    void close() throws Exception {
        for (var resource : opened) resource.close();
        client.close();
    }

    @Override
    protected Presence presence() {
        return ready("boot-a");
    }

    @Override
    protected long epochFound(Connection connection) {
        var route = client.hget("presence:" + connection.user(), connection.device().value());
        return route == null ? 0 : Route.parse(route).epoch();
    }

    @Test
    void aRegisteredConnectionIsFoundAndARemovedOneIsNot() throws Exception {
        var presence = ready("boot-a");
        var phone = new FakeConnection("alice", "phone", "c-1", 1);

        get(presence.register(phone));
        assertThat(route("alice", "phone")).isEqualTo(new Route(slot(), "boot-a", "c-1", 1));
        assertThat(presence.threadReadiness().status()).isInstanceOf(Status.Ready.class);

        presence.remove(phone);
        await().untilAsserted(() -> assertThat(client.exists("presence:alice")).isFalse());
    }

    @Test
    void aConnectionElsewhereIsDisplacedByANewerOne() throws Exception {
        var here = ready("boot-a");
        var there = ready("boot-b");
        var older = new FakeConnection("alice", "phone", "c-1", 1);
        get(here.register(older));
        var itsSlot = route("alice", "phone").slot();

        var newer = new FakeConnection("alice", "phone", "c-1", 2);
        get(there.register(newer));

        assertThat(displaced).containsExactly(new Displacement(newer.user(), newer.device(), 2));
        assertThat(route("alice", "phone").bootId()).isEqualTo("boot-b");
        assertThat(itsSlot).isNotEqualTo(route("alice", "phone").slot());

        here.remove(older);
        get(here.register(new FakeConnection("bob", "phone", "c-3", 1)));
        assertThat(route("alice", "phone").bootId()).isEqualTo("boot-b");
    }

    @Test
    void aConnectionThatComesTooLateLearnsThatItIsDisplaced() throws Exception {
        var here = ready("boot-a");
        client.hset("presence:alice", "phone", "2|boot-x|c-9|7");
        var late = new FakeConnection("alice", "phone", "c-1", 6);

        get(here.register(late));

        assertThat(late.displacements).hasValue(1);
        assertThat(route("alice", "phone").epoch()).isEqualTo(7);
    }

    @Test
    void routesAreRefreshedForAsLongAsTheirConnectionsLive() throws Exception {
        routeTtl = Duration.ofMillis(900);
        var presence = ready("boot-a");
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));

        await().during(Duration.ofSeconds(2)).until(() -> client.exists("presence:alice"));
        assertThat(phone.readsForward).hasValue(0);
    }

    @Test
    void aConnectionThatMissedItsDisplacementLearnsItAtItsNextRefresh() throws Exception {
        routeTtl = Duration.ofMillis(900);
        var presence = ready("boot-a");
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));

        client.hset("presence:alice", "phone", "2|boot-x|c-9|2");

        await().until(() -> phone.displacements.get() > 0);
        assertThat(route("alice", "phone").bootId()).isEqualTo("boot-x");
    }

    @Test
    void aDisplacementThatWasToldInVainIsFoundAsSoonAsHintsArriveAgain() throws Exception {
        var presence = ready("boot-a");
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));
        hintsLost.set(true);
        await().during(Duration.ofMillis(600)).until(() -> phone.displacements.get() == 0);
        client.hset("presence:alice", "phone", "2|boot-x|c-9|2");

        hintsLost.set(false);

        await().until(() -> phone.displacements.get() > 0);
        assertThat(route("alice", "phone").bootId()).isEqualTo("boot-x");
    }

    @Test
    void aFrozenRedisHoldsNobodyUp() throws Exception {
        var server = redis(Infra.freePort());
        opened.add(server::stop);
        var presence = open(URI.create(server.uri()), "boot-a");
        await().until(() -> presence.slotReadiness().status() instanceof Status.Ready);

        signal("STOP", server.pid());
        await().until(presence::unwell);
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));
        signal("CONT", server.pid());

        await().until(() -> !presence.unwell());
        await().untilAsserted(() -> assertThat(phone.readsForward).hasValue(1));
    }

    @Test
    void aWipedRedisIsRepairedAndItsConnectionsReadForward() throws Exception {
        var presence = ready("boot-a");
        var connections = new ArrayList<FakeConnection>();
        for (var i = 0; i < 1_000; i++) {
            connections.add(new FakeConnection("user-" + i, "phone", "c-" + i, 1));
            get(presence.register(connections.get(i)));
        }
        presence.remove(connections.get(999));

        client.flushAll();

        await().untilAsserted(() ->
                assertThat(connections.subList(0, 999)).allMatch(c -> c.readsForward.get() == 1));
        assertThat(client.keys("presence:*")).hasSize(999);
        assertThat(client.get("slot:" + slot())).isEqualTo("boot-a");
        assertThat(claims).hasSize(1);
    }

    @Test
    void aLostSlotIsReplacedAndEveryRouteMovesWithoutClosingAnything() throws Exception {
        var presence = ready("boot-a");
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));
        var before = slot();
        consumed = new CompletableFuture<>();

        client.set("slot:" + before, "boot-x");

        await().untilAsserted(() -> assertThat(claims).hasSize(2));
        assertThat(slot()).isNotEqualTo(before);
        assertThat(route("alice", "phone").slot()).isEqualTo(before);
        consumed.complete(null);
        await().untilAsserted(() -> assertThat(phone.readsForward).hasValue(1));
        assertThat(route("alice", "phone").slot()).isEqualTo(slot());
        assertThat(phone.displacements).hasValue(0);
        assertThat(displaced).isEmpty();
        assertThat(client.get("slot:" + before)).isEqualTo("boot-x");
    }

    @Test
    void gatewaysHoldDifferentSlotsAndWaitWhenNoneIsFree() throws Exception {
        var all = new ArrayList<RedisPresence>();
        for (var i = 0; i < SLOTS; i++) all.add(ready("boot-" + i));
        assertThat(claims).doesNotHaveDuplicates().hasSize(SLOTS);

        var tooMany = open(uri, "boot-late");
        await().during(Duration.ofMillis(300))
                .until(() -> tooMany.slotReadiness().status() instanceof Status.Degraded);
        all.getFirst().close();

        await().until(() -> tooMany.slotReadiness().status() instanceof Status.Ready);
    }

    @Test
    void redisMayComeLaterAndGoAndComeBackEmpty() throws Exception {
        var port = Infra.freePort();
        var presence = open(URI.create("redis://127.0.0.1:" + port), "boot-a");
        var early = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(early));
        assertThat(presence.slotReadiness().status()).isInstanceOf(Status.Degraded.class);
        await().until(presence::unwell);

        var first = redis(port);
        await().untilAsserted(() -> assertThat(early.readsForward).hasValue(1));
        await().until(() -> !presence.unwell());
        assertThat(presence.slotReadiness().status()).isInstanceOf(Status.Ready.class);

        first.stop();
        await().until(presence::unwell);
        var meanwhile = new FakeConnection("bob", "phone", "c-2", 1);
        get(presence.register(meanwhile));
        presence.remove(early);
        assertThat(presence.slotReadiness().status()).isInstanceOf(Status.Ready.class);

        var second = redis(port);
        opened.add(second::stop);
        await().untilAsserted(() -> assertThat(meanwhile.readsForward).hasValue(1));
        await().until(() -> !presence.unwell());
        assertThat(early.readsForward).hasValue(1);
        assertThat(claims).hasSize(1);
    }

    /// It knows the lease, so nothing but the process itself tells that it forgot something.
    @Test
    void aRedisThatComesBackWithAnOldMemoryIsRepaired() throws Exception {
        var port = Infra.freePort();
        var before = redis(port);
        var presence = open(URI.create(before.uri()), "boot-a");
        await().until(() -> presence.slotReadiness().status() instanceof Status.Ready);
        await().during(Duration.ofMillis(600)).until(() -> claims.size() == 1); // renewals
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));

        before.stop();
        var after = redis(port);
        opened.add(after::stop);
        try (var old = RedisClient.create(URI.create(after.uri()))) {
            old.set("slot:" + slot(), "boot-a");

            await().untilAsserted(() -> assertThat(phone.readsForward).hasPositiveValue());
            assertThat(old.hget("presence:alice", "phone")).isNotNull();
        }
    }

    @Test
    void aThreadThatDiesIsNamedByReadiness() {
        claimsAreFatal = true;

        var threads = open(uri, "boot-a").threadReadiness();

        await().untilAsserted(() ->
                assertThat(threads.status())
                        .isEqualTo(new Status.NotReady("the thread presence-lease has ended")));
    }

    @Test
    void closingGivesTheSlotBackAndLeavesNoRoute() throws Exception {
        var presence = ready("boot-a");
        var phone = new FakeConnection("alice", "phone", "c-1", 1);
        get(presence.register(phone));

        presence.remove(phone);
        presence.close();

        assertThat(client.keys("*")).isEmpty();
    }

    private static void signal(String name, long pid) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static EmbeddedRedis redis(int port) {
        return EmbeddedRedis.start(Placement.fresh().onPort(port), Durability.NONE);
    }

    private RedisPresence ready(String bootId) {
        var presence = open(uri, bootId);
        var before = claims.size();
        await().until(() ->
                presence.slotReadiness().status() instanceof Status.Ready
                        && claims.size() >= Math.max(1, before));
        return presence;
    }

    private RedisPresence open(URI redis, String bootId) {
        var config =
                new PresenceConfig(
                        RedisConfig.at(redis),
                        SLOTS,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(200),
                        routeTtl,
                        5_000);
        var meters =
                new PresenceMetrics(
                        registry.counter("failures"),
                        registry.counter("repaired"),
                        registry.counter("displaced"));
        var presence =
                RedisPresence.open(
                        config,
                        bootId,
                        (_, displacement) -> displaced.add(displacement),
                        slot -> {
                            claims.add(slot);
                            if (claimsAreFatal) {
                                throw new StackOverflowError("for the test");
                            }
                            return consumed;
                        },
                        hintsLost::get,
                        new Random(1),
                        meters);
        opened.add(presence);
        return presence;
    }

    private int slot() {
        return claims.getLast();
    }

    private Route route(String user, String device) {
        return Route.parse(client.hget("presence:" + user, device));
    }

    private static <T> void get(CompletionStage<T> done) throws Exception {
        done.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
