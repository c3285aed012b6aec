package dev.godwit.chaos.fault;

import dev.godwit.chaos.cluster.Cluster;
import dev.godwit.chaos.cluster.Links;
import dev.godwit.chaos.cluster.Role;
import dev.godwit.chaos.proxy.Affects;
import dev.godwit.chaos.proxy.Conditions;
import dev.godwit.chaos.proxy.Cut;
import dev.godwit.chaos.proxy.Ending;
import dev.godwit.chaos.proxy.Flow;
import dev.godwit.chaos.proxy.Link;
import dev.godwit.chaos.proxy.Traffic;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/// The network of those clients that have a bad one: it changes every moment, from slow to lossy to
/// silent, until this is closed. A virtual thread does the work.
public final class BadNetwork implements AutoCloseable {
    private static final String KIND = "bad-network";
    private static final int SHORTEST_MS = 500;
    private static final int LONGEST_MS = 4_000;
    private static final List<Affects> WHOM = List.of(Affects.values());

    private final List<Link> links;
    private final List<Traffic> before;
    private final FaultLog log;
    private final long id;
    private final Random random;
    private final Thread weather;
    private long changes;

    private BadNetwork(List<Link> links, FaultLog log, long seed) {
        this.links = links;
        this.before = links.stream().map(Link::traffic).toList();
        this.log = log;
        this.id = log.began(KIND, Links.BAD_CLIENTS, "links=" + links.size());
        this.random = new Random(seed);
        this.weather = Thread.ofVirtual().name("bad-network").start(this::change);
    }

    public static BadNetwork begin(Cluster cluster, FaultLog log, long seed) {
        var links =
                cluster.nodes(Role.GATEWAY).stream()
                        .map(gateway -> cluster.links().link(Links.BAD_CLIENTS, gateway.name()))
                        .toList();
        return new BadNetwork(links, log, seed);
    }

    private void change() {
        try {
            while (true) {
                var link = links.get(random.nextInt(links.size()));
                link.become(drawn(), WHOM.get(random.nextInt(WHOM.size())));
                changes++;
                Thread.sleep(random.nextInt(SHORTEST_MS, LONGEST_MS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it is over
        }
    }

    private Conditions drawn() {
        return switch (random.nextInt(8)) {
            case 0 -> Conditions.CLEAR;
            case 1 -> Conditions.both(Flow.delayed(millis(5, 100), millis(0, 200)));
            case 2 -> Conditions.both(Flow.CLEAR.withLoss(0.01 + 0.2 * random.nextDouble()));
            case 3 -> Conditions.both(Flow.limitedTo(random.nextInt(1_000, 50_000)));
            case 4 -> Conditions.CLEAR.withForth(Flow.cut(cut()));
            case 5 -> Conditions.CLEAR.withBack(Flow.cut(cut()));
            case 6 -> Conditions.STALLED;
            default -> Conditions.BLACK_HOLE;
        };
    }

    private Cut cut() {
        var ending = random.nextBoolean() ? Ending.RESET : Ending.CLOSE;
        return new Cut(0, random.nextInt(1, 20_000), ending);
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }

    /// Heals; blocks until it is done.
    @Override
    public void close() {
        weather.interrupt();
        try {
            weather.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        long cut = 0;
        long reset = 0;
        long swallowed = 0;
        for (var i = 0; i < links.size(); i++) {
            links.get(i).become(Conditions.CLEAR);
            var traffic = links.get(i).traffic().since(before.get(i));
            cut += traffic.cut();
            reset += traffic.reset();
            swallowed += traffic.swallowed();
        }
        log.ended(
                id,
                Evidence.of("changes=" + changes)
                        .and("cut", cut)
                        .and("reset", reset)
                        .and("swallowed", swallowed));
    }
}
