package dev.godwit.chaos.network;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Hosts on one bridge, which this process is on as well, as `outside`. Any two hosts can be
/// parted: packets from one to the other go to a hardware address that nobody has, so that both
/// sides see silence, as in a partition, and no error.
///
/// Blocks; thread-safe. Needs root and the `ip` program.
public final class Network implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String NOBODY = "02:00:00:00:00:fe";

    private final Owner owner = Owner.current();
    private final int number = NUMBERS.incrementAndGet();
    private final String subnet;
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    private final Set<Way> cuts = new HashSet<>();

    private record Way(Host from, Host to) {}

    private Network(String subnet) {
        this.subnet = subnet;
    }

    /// Why there can be no network here, if so.
    public static Optional<String> objection() {
        return Ip.objection();
    }

    /// Makes a network with these hosts, after removing those of owners that are gone. Throws
    /// [IllegalStateException], with nothing left behind, where that is impossible.
    public static Network of(List<String> hosts) {
        try (var lock = FileChannel.open(lockFile(), CREATE, WRITE);
                var _ = lock.lock()) {
            Leftovers.remove();
            var network = new Network(freeSubnet());
            try {
                network.build(hosts);
                return network;
            } catch (RuntimeException e) {
                network.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Host host(String name) {
        var host = hosts.get(name);
        if (host == null) throw new IllegalArgumentException("no host " + name + ": " + hosts);
        return host;
    }

    /// This process' own address, for what it listens on for the hosts.
    public InetAddress outside() {
        return address(1);
    }

    /// Nothing passes between the two, either way.
    public synchronized void cut(Host one, Host other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /// Nothing from the one reaches the other.
    public synchronized void cutOneWay(Host from, Host to) {
        var cut = new Way(from, to);
        cuts.add(cut);
        silence(cut);
    }

    public synchronized void heal(Host one, Host other) {
        healOneWay(one, other);
        healOneWay(other, one);
    }

    /// Nothing passes to or from the host any more, and nobody is told, until the cable is plugged
    /// in again.
    public synchronized Cable pull(Host host) {
        Ip.say("link", "set", host.cable(), "down");
        return new Cable(this, host, Counters.of(host));
    }

    synchronized void plug(Host host) {
        Ip.say("link", "set", host.cable(), "up");
    }

    /// Without its cable, nothing of what the old one still wanted to say gets out.
    synchronized void replace(Host host) {
        Ip.say("link", "del", host.cable());
        Leftovers.removeWithProcesses(host.namespace());
        Ip.batch(connecting(host));
        configure(host);
        cuts.stream().filter(cut -> cut.from.equals(host)).forEach(Network::silence);
    }

    /// Removes the hosts, and ends what still runs in them.
    @Override
    public synchronized void close() {
        var mine = hosts.values().stream().map(Host::namespace).toList();
        Leftovers.namespaces().stream()
                .filter(mine::contains)
                .forEach(Leftovers::removeWithProcesses);
        if (Leftovers.bridges().contains(owner.bridge(number))) {
            Ip.say("link", "del", owner.bridge(number));
        }
    }

    private void healOneWay(Host from, Host to) {
        if (cuts.remove(new Way(from, to))) neighbour(from, "del", to.address());
    }

    private static void silence(Way cut) {
        neighbour(cut.from, "replace", cut.to.address(), "lladdr", NOBODY, "nud", "permanent");
    }

    private static Path lockFile() {
        return Path.of("/run", "godwit-network.lock");
    }

    private static String freeSubnet() {
        var taken = Ip.say("-o", "-4", "addr", "show");
        return IntStream.range(0, 256)
                .mapToObj("10.231.%d."::formatted)
                .filter(subnet -> !taken.contains(" " + subnet))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("10.231.0.0/16 is all taken"));
    }

    private void build(List<String> names) {
        var bridge = owner.bridge(number);
        var commands = new ArrayList<String>();
        commands.add("link add " + bridge + " type bridge");
        commands.add("addr add %s1/24 dev %s".formatted(subnet, bridge));
        commands.add("link set " + bridge + " up");
        for (var name : names) {
            var host =
                    new Host(
                            name,
                            owner.namespace(number, name),
                            owner.cable(number, hosts.size()),
                            address(hosts.size() + 2));
            hosts.put(name, host);
            commands.addAll(connecting(host));
        }
        Ip.batch(commands);
        hosts.values().forEach(Network::configure);
    }

    /// A host that is made again has its hardware address again, so that others need not notice.
    private List<String> connecting(Host host) {
        var ip = host.address().getAddress();
        return List.of(
                "netns add " + host.namespace(),
                "link add %s type veth peer name eth0 address 02:00:0a:e7:%02x:%02x netns %s"
                        .formatted(host.cable(), ip[2], ip[3], host.namespace()),
                "link set %s master %s up".formatted(host.cable(), owner.bridge(number)));
    }

    private static void configure(Host host) {
        say(host, "link", "set", "lo", "up");
        say(host, "addr", "add", host.address().getHostAddress() + "/24", "dev", "eth0");
        say(host, "link", "set", "eth0", "up");
    }

    private InetAddress address(int last) {
        try {
            return InetAddress.getByName(subnet + last);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a number is an address", e);
        }
    }

    private static void neighbour(Host host, String verb, InetAddress other, String... how) {
        var words = new ArrayList<>(List.of("neigh", verb, other.getHostAddress(), "dev", "eth0"));
        words.addAll(List.of(how));
        say(host, words.toArray(String[]::new));
    }

    private static void say(Host host, String... words) {
        var command = new ArrayList<>(List.of("-n", host.namespace()));
        command.addAll(List.of(words));
        Ip.say(command.toArray(String[]::new));
    }
}
