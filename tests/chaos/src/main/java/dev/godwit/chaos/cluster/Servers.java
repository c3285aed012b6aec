package dev.godwit.chaos.cluster;

import dev.godwit.embedded.AdvertisedListener;
import dev.godwit.embedded.Durability;
import dev.godwit.embedded.EmbeddedKafka;
import dev.godwit.embedded.EmbeddedPostgres;
import dev.godwit.embedded.EmbeddedRedis;
import dev.godwit.embedded.EmbeddedServer;
import dev.godwit.embedded.Placement;
import dev.godwit.embedded.RunLocation;

import redis.clients.jedis.RedisClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// PostgreSQL, Redis and Kafka as processes, for one cluster or for several one after the other,
/// each of which finds them empty. Thread-safe.
///
/// The broker has one door for each service, so that none reaches it past its link.
public final class Servers implements AutoCloseable {
    private static final List<Role> ROLES = List.of(Role.POSTGRES, Role.REDIS, Role.KAFKA);

    private final Path directory;
    private final Path logs;
    private final Durability durability;
    private final RunLocations seats;
    private final PortBlock ports = PortBlock.claim();
    private final Map<Role, Integer> port = new EnumMap<>(Role.class);
    private final Map<Role, Node> nodes = new EnumMap<>(Role.class);
    private final List<AdvertisedListener> doors = new ArrayList<>();
    private final Queue<UnexpectedDeath> deaths = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tenants = new AtomicInteger();

    private Servers(
            Path directory, Path logs, Durability durability, RunLocations seats, int services) {
        this.directory = directory;
        this.logs = logs;
        this.durability = durability;
        this.seats = seats;
        for (var role : ROLES) port.put(role, ports.take());
        var host = seats.ofLinks().address();
        for (var i = 0; i < services; i++)
            doors.add(new AdvertisedListener(ports.take(), host, ports.take()));
        add(Role.POSTGRES, at -> EmbeddedPostgres.start(at, durability));
        add(Role.REDIS, at -> EmbeddedRedis.start(at, durability));
        add(Role.KAFKA, at -> EmbeddedKafka.start(at, doors));
    }

    /// Servers that keep everything in `directory`, for clusters of up to `services` gateways and
    /// chat services. Blocks until they are ready.
    public static Servers start(Path directory, Durability durability, int services) {
        var servers = prepared(directory, directory, durability, RunLocations.loopback(), services);
        try {
            Together.all(servers.nodes(), Node::start);
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /// The same, not yet started.
    static Servers prepared(
            Path directory, Path logs, Durability durability, RunLocations seats, int services) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Servers(directory, logs, durability, seats, services);
    }

    public Durability durability() {
        return durability;
    }

    public Node node(Role server) {
        var node = nodes.get(server);
        if (node == null) throw new IllegalArgumentException(server + " is no server");
        return node;
    }

    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    RunLocation seat(Role server) {
        return seats.of(server.prefix());
    }

    /// Where it listens, past every link.
    InetSocketAddress socket(Role server) {
        return Links.socket(seat(server), port(server));
    }

    /// The same as `host:port`.
    String at(Role server) {
        return seat(server).at(port(server));
    }

    private int port(Role server) {
        var found = port.get(server);
        if (found == null) throw new IllegalArgumentException(server + " is no server");
        return found;
    }

    /// The port of the broker that is meant for the service with this number, counted from 0.
    AdvertisedListener door(int service) {
        return doors.get(service);
    }

    public List<UnexpectedDeath> deaths() {
        return List.copyOf(deaths);
    }

    /// Throws away what Redis holds, while it does not run.
    public void wipeRedis() {
        if (node(Role.REDIS).isUp())
            throw new IllegalStateException("Redis runs (expected: killed or stopped)");
        var data = directory.resolve(Role.REDIS.prefix()).resolve("data");
        try (var files = Files.walk(data)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList())
                if (!file.equals(data)) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps what PostgreSQL holds, while it does not run.
    public void copyPostgres() {
        replace(postgres().resolve("copy"), postgres().resolve("data"));
    }

    /// Puts back what was kept last, while PostgreSQL does not run.
    public void restorePostgres() {
        replace(postgres().resolve("data"), postgres().resolve("copy"));
    }

    private Path postgres() {
        if (node(Role.POSTGRES).isUp())
            throw new IllegalStateException("PostgreSQL runs (expected: killed or stopped)");
        return directory.resolve(Role.POSTGRES.prefix());
    }

    private static void replace(Path folder, Path by) {
        try {
            if (Files.exists(folder)) {
                try (var files = Files.walk(folder)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList())
                        Files.delete(file);
                }
            }
            try (var files = Files.walk(by)) {
                for (var file : files.toList())
                    Files.copy(
                            file,
                            folder.resolve(by.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names that no cluster here had before.
    Tenant newTenant() {
        return Tenant.number(tenants.incrementAndGet());
    }

    void createDatabase(Tenant tenant) {
        EmbeddedPostgres.createDatabase(at(Role.POSTGRES), tenant.database());
    }

    /// Earlier clusters may have left something there.
    void clearRedis(Tenant tenant) {
        var uri = "redis://" + at(Role.REDIS) + "/" + tenant.redisDatabase();
        try (var redis = RedisClient.create(URI.create(uri))) {
            redis.flushDB();
        }
    }

    /// Ends them; blocks until nothing is left.
    @Override
    public void close() {
        Together.all(nodes(), node -> node.stop(Cluster.GRACE));
        ports.close();
    }

    private void add(Role role, Start start) {
        var name = role.prefix();
        var log = logs.resolve(name + ".log");
        var at = Placement.in(directory.resolve(name)).on(seat(role)).onPort(port(role));
        nodes.put(
                role,
                new Node(role, name, log, () -> new RunningServer(start.at(at), log), deaths::add));
    }

    private interface Start {
        EmbeddedServer at(Placement placement);
    }
}
