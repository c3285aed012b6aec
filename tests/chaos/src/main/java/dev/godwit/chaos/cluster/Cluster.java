package dev.godwit.chaos.cluster;

import dev.godwit.chaos.network.Cable;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.Target;
import dev.godwit.checker.client.Command;
import dev.godwit.checker.client.Progress;
import dev.godwit.embedded.Service;
import dev.godwit.embedded.ServiceLaunch;
import dev.godwit.embedded.ServiceProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// All processes of one system under test, and the one place where they are set up. Thread-safe.
///
/// Everything it keeps is in the run's directory: data and configuration in `system`, what the
/// processes say in `logs`.
public final class Cluster implements AutoCloseable {
    static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final int WINDOW = 256;
    private static final String SYSTEM = "system";
    private static final String CONFIG = "config";

    private final ClusterPlan plan;
    private final RunDirectory directory;
    private final RunLocations seats;
    private final Servers servers;
    private final boolean ownServers;
    private final PortBlock ports = PortBlock.claim();
    private final Layout layout;
    private final Links links;
    private final Tenant tenant;
    private final Secrets secrets = Secrets.made();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, ClientProgram> clients = new LinkedHashMap<>();
    private final Set<String> upgraded = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Queue<UnexpectedDeath> deaths = new ConcurrentLinkedQueue<>();

    private Cluster(
            ClusterPlan plan,
            RunDirectory directory,
            RunLocations seats,
            Servers servers,
            boolean own) {
        this.plan = plan;
        this.directory = directory;
        this.seats = seats;
        this.servers = servers;
        this.ownServers = own;
        this.layout = Layout.of(plan, seats, ports);
        this.tenant = servers.newTenant();
        this.links = Links.open(layout, servers, ports, plan.seed());
        servers.nodes().forEach(server -> nodes.put(server.name(), server));
        addServices();
        addClients();
        target().write(directory.target());
    }

    /// Starts servers, gateways and chat services, and blocks until all are ready; the clients are
    /// for [#startClients]. Throws [dev.godwit.embedded.StartFailed], with nothing left running.
    public static Cluster start(ClusterPlan plan, RunDirectory directory) {
        created(directory);
        var seats = RunLocations.of(plan);
        var servers =
                Servers.prepared(
                        directory.path().resolve(SYSTEM),
                        directory.processLogs(),
                        plan.durability(),
                        seats,
                        plan.size().services());
        return started(new Cluster(plan, directory, seats, servers, true));
    }

    /// The same, without namespaces, on servers that run already and go on running when the cluster
    /// is closed.
    public static Cluster start(ClusterPlan plan, RunDirectory directory, Servers servers) {
        var cluster =
                new Cluster(plan, created(directory), RunLocations.loopback(), servers, false);
        servers.clearRedis(cluster.tenant);
        return started(cluster);
    }

    /// All at once: the services wait for what they need.
    private static Cluster started(Cluster cluster) {
        try {
            Together.all(cluster.nodes(), cluster::begin);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void begin(Node node) {
        if (node.role() == Role.CLIENTS) return;
        node.start();
        if (node.role() == Role.POSTGRES) servers.createDatabase(tenant);
    }

    /// Starts the client processes, which read the run's workload. Blocks until all are ready.
    public void startClients() {
        Together.all(nodes(Role.CLIENTS), Node::start);
    }

    /// Lets the client processes say goodbye. Blocks until they have ended.
    public void stopClients(Duration grace) {
        Together.all(nodes(Role.CLIENTS), node -> node.stop(grace));
    }

    public ClusterPlan plan() {
        return plan;
    }

    public RunDirectory directory() {
        return directory;
    }

    /// How clients and judge reach it.
    public Target target() {
        return new Target(
                directory.path().getFileName().toString(),
                layout.gateways().stream()
                        .map(gateway -> uri("ws", Links.CLIENTS, gateway))
                        .toList(),
                layout.gateways().stream()
                        .map(gateway -> uri("ws", Links.BAD_CLIENTS, gateway))
                        .toList(),
                layout.chats().stream().map(chat -> uri("http", Links.CLIENTS, chat)).toList(),
                secrets.tokens(),
                Secrets.ISSUER,
                Secrets.AUDIENCE,
                "jdbc:postgresql://" + servers.at(Role.POSTGRES) + "/" + tenant.database(),
                "postgres",
                "postgres",
                "redis://" + servers.at(Role.REDIS) + "/" + tenant.redisDatabase(),
                plan.timing().heartbeat(),
                plan.timing().lease(),
                plan.timing().sweep(),
                WINDOW);
    }

    public Node node(String name) {
        var node = nodes.get(name);
        if (node == null) throw new IllegalArgumentException("no process " + name);
        return node;
    }

    public Collection<Node> nodes() {
        return nodes.values();
    }

    public List<Node> nodes(Role role) {
        return nodes.values().stream().filter(node -> node.role() == role).toList();
    }

    public Links links() {
        return links;
    }

    /// What lies under the services, past every link.
    public Servers servers() {
        return servers;
    }

    /// Where a gateway or chat service tells its health and metrics, past every link.
    public URI management(Node service) {
        var port = layout.managementPort(service.name());
        return URI.create("http://" + layout.seat(service.name()).at(port));
    }

    /// Pulls the cable of the host that the process has for itself, where there are namespaces.
    public Cable pullCable(Node node) {
        return seats.pull(node.name());
    }

    /// Writes the configuration of a service anew with `settings` on top, for its next start.
    public void configure(Node service, Map<String, String> settings) {
        var configs = new ServiceConfigs(plan, layout, links, tenant, secrets);
        var values =
                service.role() == Role.GATEWAY
                        ? configs.gateway(service.name())
                        : configs.chat(service.name());
        values.putAll(settings);
        ServiceConfigs.write(config(service.name()), values);
    }

    /// From its next start on the service runs this version, where it began with the one before.
    public void upgrade(Node service) {
        upgraded.add(service.name());
    }

    /// Begins a new generation of the log as an operator does, in a process of its own and past
    /// every link. Blocks until it is there.
    public void beginGeneration() {
        var name = "admin";
        var configs = new ServiceConfigs(plan, layout, links, tenant, secrets);
        var values = configs.chat(layout.chats().getFirst());
        values.put("database.url", target().jdbcUrl());
        ServiceConfigs.write(config(name), values);
        var command =
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        plan.build().classPath(Service.CHAT, true),
                        "dev.godwit.chat.Admin",
                        "new-generation",
                        "--config",
                        config(name).toString());
        try {
            var admin =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                            .start();
            if (admin.waitFor() != 0)
                throw new IllegalStateException("no new generation: see " + log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Tells every client process that runs.
    public void order(Command command) {
        clients.values().forEach(client -> client.order(command));
    }

    /// How each client process was a moment ago, by its name; those that have not spoken yet are
    /// not there.
    public Map<String, Progress> progress() {
        var all = new LinkedHashMap<String, Progress>();
        clients.forEach((name, client) -> {
            var latest = client.latest();
            if (latest != null && node(name).isUp()) all.put(name, latest);
        });
        return all;
    }

    /// Processes that ended although nobody here had ended them.
    public List<UnexpectedDeath> deaths() {
        var all = new ArrayList<>(servers.deaths());
        all.addAll(deaths);
        return all;
    }

    /// Ends everything; blocks until nothing is left. A second call does nothing.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        for (var role : List.of(Role.CLIENTS, Role.GATEWAY, Role.CHAT))
            Together.all(nodes(role), node -> node.stop(GRACE));
        links.close();
        if (ownServers) servers.close();
        seats.close();
        ports.close();
        http.shutdownNow();
    }

    private static RunDirectory created(RunDirectory directory) {
        try {
            Files.createDirectories(directory.path().resolve(SYSTEM).resolve(CONFIG));
            Files.createDirectories(directory.histories());
            Files.createDirectories(directory.processLogs());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addServices() {
        for (var chat : layout.chats()) addService(Role.CHAT, chat, Service.CHAT);
        for (var gateway : layout.gateways()) addService(Role.GATEWAY, gateway, Service.GATEWAY);
    }

    private void addService(Role role, String name, Service service) {
        var options = new ArrayList<>(ServiceLaunch.SMALL_JVM);
        options.add(service.heap());
        options.addAll(plan.build().jvmOptions());
        add(
                role,
                name,
                () -> {
                    var launch =
                            new ServiceLaunch(
                                    name,
                                    service.mainClass(),
                                    options,
                                    plan.build().classPath(service, upgraded.contains(name)),
                                    config(name),
                                    log(name),
                                    layout.seat(name),
                                    layout.managementPort(name),
                                    START_LIMIT);
                    return ServiceProcess.start(launch, http);
                });
        configure(node(name), Map.of());
    }

    private void addClients() {
        for (var host : plan.hosts()) {
            var program = new ClientProgram(host, seats.of(host), directory, log(host));
            clients.put(host, program);
            add(Role.CLIENTS, host, program);
        }
    }

    private void add(Role role, String name, Program program) {
        nodes.put(name, new Node(role, name, log(name), program, deaths::add));
    }

    private URI uri(String scheme, String from, String to) {
        return URI.create(scheme + "://" + links.at(from, to));
    }

    private Path config(String name) {
        return directory.path().resolve(SYSTEM).resolve(CONFIG).resolve(name + ".properties");
    }

    private Path log(String name) {
        return directory.processLogs().resolve(name + ".log");
    }
}
