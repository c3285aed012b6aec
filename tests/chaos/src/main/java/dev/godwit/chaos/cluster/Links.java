package dev.godwit.chaos.cluster;

import dev.godwit.chaos.proxy.Link;
import dev.godwit.chaos.proxy.Proxies;
import dev.godwit.chaos.proxy.Traffic;
import dev.godwit.embedded.RunLocation;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The ways between any two processes of a cluster, each a link of its own, by the names of both
/// ends. Thread-safe.
///
/// Clients reach each gateway by two: [#CLIENTS] and [#BAD_CLIENTS]. Only what starts, looks after
/// and judges the processes goes past the links.
public final class Links implements AutoCloseable {
    /// The end at which the clients are, for most of them.
    public static final String CLIENTS = "clients";

    /// The end at which those clients are whose network is bad.
    public static final String BAD_CLIENTS = "bad-clients";

    private static final int THREADS = 1;

    private final Proxies proxies = Proxies.start(THREADS);
    private final RunLocation seat;
    private final PortBlock ports;
    private final long seed;
    private final Map<String, Link> links = new LinkedHashMap<>();

    private Links(RunLocation seat, PortBlock ports, long seed) {
        this.seat = seat;
        this.ports = ports;
        this.seed = seed;
    }

    static Links open(Layout layout, Servers servers, PortBlock ports, long seed) {
        var links = new Links(layout.seats().ofLinks(), ports, seed);
        for (var gateway : layout.gateways()) {
            var target = socket(layout.seat(gateway), layout.port(gateway));
            links.add(CLIENTS, gateway, target);
            links.add(BAD_CLIENTS, gateway, target);
            for (var chat : layout.chats())
                links.add(gateway, chat, socket(layout.seat(chat), layout.internalPort(chat)));
        }
        for (var chat : layout.chats()) {
            links.add(CLIENTS, chat, socket(layout.seat(chat), layout.port(chat)));
            links.add(chat, Role.POSTGRES.prefix(), servers.socket(Role.POSTGRES));
        }
        var services = layout.services();
        for (var i = 0; i < services.size(); i++) {
            var door = servers.door(i);
            var broker = socket(servers.seat(Role.KAFKA), door.port());
            links.add(services.get(i), Role.REDIS.prefix(), servers.socket(Role.REDIS));
            links.add(services.get(i), Role.KAFKA.prefix(), broker, door.advertisedPort());
        }
        return links;
    }

    /// The way that leads from one to the other.
    public Link link(String from, String to) {
        var link = links.get(way(from, to));
        if (link == null) throw new IllegalArgumentException("no way " + way(from, to));
        return link;
    }

    public Collection<Link> all() {
        return List.copyOf(links.values());
    }

    /// Every way that begins or ends at the node, those of its clients too.
    public List<Link> of(String node) {
        return links.entrySet().stream()
                .filter(entry -> Stream.of(entry.getKey().split(">", 2)).anyMatch(node::equals))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// How many connections there are now that begin or end at the node.
    public long open(String node) {
        return of(node).stream().map(Link::traffic).mapToLong(Traffic::open).sum();
    }

    /// Where `from` finds `to`, as `host:port`.
    String at(String from, String to) {
        return seat.at(link(from, to).address().getPort());
    }

    private void add(String from, String to, InetSocketAddress target) {
        add(from, to, target, ports.take());
    }

    private void add(String from, String to, InetSocketAddress target, int listen) {
        var name = way(from, to);
        links.put(name, proxies.open(name, socket(seat, listen), target, seed ^ name.hashCode()));
    }

    private static String way(String from, String to) {
        return from + ">" + to;
    }

    static InetSocketAddress socket(RunLocation seat, int port) {
        return new InetSocketAddress(seat.address(), port);
    }

    @Override
    public void close() {
        proxies.close();
    }
}
