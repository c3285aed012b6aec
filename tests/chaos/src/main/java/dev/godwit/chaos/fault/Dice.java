package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.cluster.Links;
import dev.godwit.chaos.cluster.Role;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Decides all that is open about a fault of some kind: whom it strikes, how, for how long. The
/// same seed decides the same. Owned by one thread.
public final class Dice {
    private static final int SHORTEST_SILENCE_MS = 2_000;
    private static final int LONGEST_SILENCE_MS = 20_000;
    private static final List<PartitionMode> SEVERANCES = List.of(PartitionMode.values());

    private final ClusterPlan plan;
    private final Duration outage;
    private final Random random;

    /// `outage`: how long a server stays away.
    public Dice(ClusterPlan plan, Duration outage, long seed) {
        this.plan = plan;
        this.outage = outage;
        this.random = new Random(seed);
    }

    public Fault of(FaultKind kind) {
        return switch (kind) {
            case GATEWAY_KILL, CHAT_KILL, POSTGRES_KILL, REDIS_KILL, KAFKA_KILL, CLIENTS_KILL ->
                    Kill.of(node(kind));
            case REDIS_WIPE -> Kill.ofEmptied(node(kind));
            case GATEWAY_PAUSE,
                    CHAT_PAUSE,
                    POSTGRES_PAUSE,
                    REDIS_PAUSE,
                    KAFKA_PAUSE,
                    CLIENTS_PAUSE ->
                    new ProcessPause(node(kind), leases(1, 5));
            case PARTITION -> partition();
            case CABLE_PULL -> new CablePull(service(), silence());
            case HOST_LOSS -> new HostLoss(node(kind), silence());
            case MASS_DROP -> new Drop(random.nextInt(30, 101));
            case GATEWAYS_ROLL, CHATS_ROLL -> roll(kind);
            case POSTGRES_DOWN, REDIS_DOWN, KAFKA_DOWN -> Kill.of(node(kind)).staysAway(outage);
            case POSTGRES_RESTART -> Kill.polite(node(kind)).staysAway(outage);
            case REDIS_EMPTY -> Kill.ofEmptied(node(kind)).staysAway(outage);
            case DATABASE_RESTORED -> new Restore(node(kind), nodes(Role.CHAT), outage);
            case BAD_NETWORK ->
                    throw new IllegalArgumentException("it lasts (expected: one that is over)");
        };
    }

    /// The same kinds in another order.
    public List<FaultKind> shuffled(List<FaultKind> kinds) {
        var deck = new ArrayList<>(kinds);
        Collections.shuffle(deck, random);
        return deck;
    }

    /// Around `mean`.
    public Duration around(Duration mean) {
        return Duration.ofNanos((long) (mean.toNanos() * (0.6 + 0.8 * random.nextDouble())));
    }

    private String node(FaultKind kind) {
        var nodes = nodes(kind.role().orElseThrow());
        return nodes.get(random.nextInt(nodes.size()));
    }

    private Roll roll(FaultKind kind) {
        var role = kind.role().orElseThrow();
        var nodes = new ArrayList<>(nodes(role));
        Collections.shuffle(nodes, random);
        return new Roll(role, nodes);
    }

    private Duration leases(int least, int most) {
        var lease = plan.timing().lease().toMillis();
        return Duration.ofMillis(random.nextLong(least * lease, most * lease + 1));
    }

    private Partition partition() {
        var pairs = pairs();
        var pair = pairs.get(random.nextInt(pairs.size()));
        var how = SEVERANCES.get(random.nextInt(SEVERANCES.size()));
        return new Partition(pair.from, pair.to, how, silence());
    }

    private Duration silence() {
        return Duration.ofMillis(random.nextInt(SHORTEST_SILENCE_MS, LONGEST_SILENCE_MS + 1));
    }

    private String service() {
        var services = new ArrayList<>(nodes(Role.GATEWAY));
        services.addAll(nodes(Role.CHAT));
        return services.get(random.nextInt(services.size()));
    }

    private record Pair(String from, String to) {}

    private List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        var gateways = nodes(Role.GATEWAY);
        var chats = nodes(Role.CHAT);
        for (var gateway : gateways) {
            pairs.add(new Pair(Links.CLIENTS, gateway));
            pairs.add(new Pair(gateway, Role.REDIS.prefix()));
            pairs.add(new Pair(gateway, Role.KAFKA.prefix()));
            for (var chat : chats) pairs.add(new Pair(gateway, chat));
        }
        for (var chat : chats) {
            pairs.add(new Pair(Links.CLIENTS, chat));
            for (var server : List.of(Role.POSTGRES, Role.REDIS, Role.KAFKA))
                pairs.add(new Pair(chat, server.prefix()));
        }
        return pairs;
    }

    private List<String> nodes(Role role) {
        return plan.nodes(role);
    }
}
