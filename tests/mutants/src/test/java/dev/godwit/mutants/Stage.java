package dev.godwit.mutants;

import dev.godwit.chaos.cluster.Build;
import dev.godwit.chaos.cluster.Cluster;
import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.cluster.Role;
import dev.godwit.chaos.cluster.Servers;
import dev.godwit.chaos.cluster.Timing;
import dev.godwit.chaos.proxy.Link;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.Target;
import dev.godwit.checker.check.Checker;
import dev.godwit.checker.check.MinimumCoverage;
import dev.godwit.checker.check.Verdict;
import dev.godwit.checker.evidence.Evidence;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.HistoryWriter;
import dev.godwit.checker.wire.Tokens;

import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Two gateways and a chat service that a scenario is played on, and its record. Every interval at
/// which something repairs itself is long: what a scenario sees is no repair.
final class Stage implements AutoCloseable {
    static final Duration LONG_TOKEN = Duration.ofHours(1);
    static final int WINDOW = 8;

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration WARM = Duration.ofSeconds(1);

    private static final Duration MUTANTS = Duration.ofSeconds(20);

    /// More than twice what a gateway waits that knows of losses.
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Cluster cluster;
    private final HistoryWriter history;
    private final Tokens tokens;
    private final Target target;
    private final RedisClient redis;
    private final AtomicLong connections = new AtomicLong();
    private final Duration patience;
    private final Deque<Runnable> restorations = new ArrayDeque<>();
    private String scenario = "";
    private boolean recording = true;
    private volatile long lastChange = System.nanoTime();

    private Stage(Cluster cluster, Duration patience) {
        this.patience = patience;
        this.cluster = cluster;
        this.target = cluster.target();
        this.tokens =
                new Tokens(target.tokenSecret(), target.tokenIssuer(), target.tokenAudience());
        this.history =
                HistoryWriter.create(
                        cluster.directory().history("script", 1),
                        new Event.Began(target.run(), "script", 1, 1));
        this.redis = RedisClient.create(URI.create(target.redisUri()));
    }

    /// `patience`: how long what may happen is given to happen.
    static Stage set(Servers servers, RunDirectory directory, Build build, Duration patience) {
        var plan =
                ClusterPlan.usual()
                        .with(2, 1, 0)
                        .with(servers.durability())
                        .with(build)
                        .with(
                                new Timing(
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(180),
                                        Duration.ofMillis(200)))
                        .with("gateway.window", Integer.toString(WINDOW))
                        .with("gateway.lanes", "8")
                        .with("gateway.try-timeout", "10s")
                        .with("gateway.call-deadline", "20s")
                        .with("gateway.redis-timeout", "5s")
                        .with("database.connect-timeout", "30s")
                        .with("database.socket-timeout", "60s");
        var stage = new Stage(Cluster.start(plan, directory, servers), patience);
        stage.warmUp();
        return stage;
    }

    /// Begins once pushes arrive at both gateways and what is lost stays lost: a young system loses
    /// hints by itself, and asks for them often.
    private void warmUp() {
        begin("usher");
        var ann = device("ann").connect("gateway-1");
        var bobs = new ArrayList<Device>();
        for (var gateway : cluster.plan().nodes(Role.GATEWAY)) {
            var bob = device("bob-on-" + gateway);
            bob.connect(gateway);
            bobs.add(bob);
        }
        for (var i = 1; !pushed(ann, bobs, "warm " + i); i++) {}
        for (var i = 1; foundThoughLost(ann, bobs, "lost " + i); i++) {}
        for (var i = 1; !pushed(ann, bobs, "warm still " + i); i++) {}
        ann.drop();
        bobs.forEach(Device::leave);
        await(patience, () -> bobs.stream().allMatch(bob -> route(bob).isEmpty()));
    }

    private boolean pushed(Line ann, List<Device> bobs, String body) {
        for (var bob : bobs) ann.ask(body.replace(' ', '-'), bob.user(), body);
        await(WARM, () -> bobs.stream().allMatch(bob -> bob.has(body)));
        return bobs.stream().allMatch(bob -> bob.has(body));
    }

    private boolean foundThoughLost(Line ann, List<Device> bobs, String body) {
        var routes = bobs.stream().map(this::route).toList();
        bobs.forEach(bob -> setRoute(bob, ""));
        for (var bob : bobs) ann.ask(body.replace(' ', '-'), bob.user(), body);
        await(CALM, () -> bobs.stream().anyMatch(bob -> bob.has(body)));
        for (var i = 0; i < bobs.size(); i++) setRoute(bobs.get(i), routes.get(i));
        return bobs.stream().anyMatch(bob -> bob.has(body));
    }

    /// What follows belongs to it: its people are strangers to those before.
    void begin(String newScenario) {
        scenario = newScenario;
    }

    Device device(String person) {
        return new Device(this, user(person), "phone", true);
    }

    Device silentDevice(String person) {
        return new Device(this, user(person), "phone", false);
    }

    String user(String person) {
        return scenario + "." + person;
    }

    Cluster cluster() {
        return cluster;
    }

    Link link(String from, String to) {
        return cluster.links().link(from, to);
    }

    Link toPostgres() {
        return link("chat-1", Role.POSTGRES.prefix());
    }

    /// What presence has of the device, or an empty text.
    String route(Device device) {
        var route = redis.hget("presence:" + device.user(), device.name());
        return route == null ? "" : route;
    }

    void setRoute(Device device, String route) {
        if (route.isEmpty()) redis.hdel("presence:" + device.user(), device.name());
        else redis.hset("presence:" + device.user(), device.name(), route);
    }

    long cursor(Device device) {
        try (var connection =
                        DriverManager.getConnection(
                                target.jdbcUrl(), target.jdbcUser(), target.jdbcPassword());
                var statement =
                        connection.prepareStatement(
                                "SELECT cursor FROM inbox.device"
                                        + " WHERE user_id = ? AND device_id = ?")) {
            statement.setString(1, device.user());
            statement.setString(2, device.name());
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Restarts the gateway with another `gateway.` setting.
    void restart(String gateway, Map<String, String> settings) {
        var node = cluster.node(gateway);
        node.stop(Duration.ofSeconds(10));
        cluster.configure(node, settings);
        node.start();
    }

    /// Until it is so, or it is clear that it will not be: the verdict says which.
    void give(BooleanSupplier chance) {
        await(patience, chance);
    }

    /// The same for what only a mutant makes happen.
    void giveBugs(BooleanSupplier chance) {
        await(MUTANTS, chance);
    }

    private static void await(Duration time, BooleanSupplier chance) {
        var end = System.nanoTime() + time.toNanos();
        while (!chance.getAsBoolean() && System.nanoTime() < end)
            LockSupport.parkNanos(POLL.toNanos());
    }

    /// What a scenario has changed for good is changed back once it is over, last things first.
    void afterwards(Runnable restoration) {
        restorations.push(restoration);
    }

    void restore() {
        while (!restorations.isEmpty()) restorations.pop().run();
    }

    Target target() {
        return target;
    }

    Tokens tokens() {
        return tokens;
    }

    URI gateway(String name) {
        return target.gateways().get(cluster.plan().nodes(Role.GATEWAY).indexOf(name));
    }

    long nextConnection() {
        return connections.incrementAndGet();
    }

    /// What comes after the end of the record is not judged.
    synchronized void record(Event... events) {
        for (var event : events)
            if (event instanceof Event.Welcomed || event instanceof Event.Closed)
                lastChange = System.nanoTime();
        if (recording) {
            var _ = history.record(events);
        }
    }

    /// A moment by the wall clock, in the history's microseconds.
    long micros(long epochMillis) {
        return System.nanoTime() / 1_000 + (epochMillis - System.currentTimeMillis()) * 1_000;
    }

    /// What there is to be judged, while everybody is still connected; the record ends here.
    Verdict verdict() {
        awaitAge();
        try {
            Evidence.gather(cluster.directory(), target);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        endRecord();
        return Checker.judge(cluster.directory(), MinimumCoverage.none(SOON, SOON));
    }

    /// Of a connection that has just begun or ended presence may still be wrong.
    private void awaitAge() {
        var due = lastChange + SOON.plus(WARM).toNanos();
        await(Duration.ofNanos(Math.max(0, due - System.nanoTime())), () -> false);
    }

    private synchronized void endRecord() {
        recording = false;
        history.close();
    }

    @Override
    public void close() {
        redis.close();
        cluster.close();
    }
}
