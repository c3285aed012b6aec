package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Which chat service the next try goes to: of the healthy ones that with the fewest tries under
/// way, so that one that is frozen keeps few, in turn where it is the same; and not one that failed
/// a moment ago, however healthy it still counts. Where none is left, any: the last news of them
/// may be old. Thread-safe.
final class NodeChoice {
    /// Health checks have noticed by then.
    private static final Duration SUSPICION = Duration.ofSeconds(5);

    private final List<Endpoint> all;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<Endpoint, Long> suspectedUntil = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Endpoint, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();

    NodeChoice(List<Endpoint> all, LongSupplier nanoTime) {
        this.all = List.copyOf(all);
        this.nanoTime = nanoTime;
    }

    /// `avoided`: where the last try of the same call went.
    Endpoint next(List<Endpoint> healthy, @Nullable Endpoint avoided) {
        var now = nanoTime.getAsLong();
        var known = healthy.isEmpty() ? all : healthy;
        var node = inTurn(known, each -> !each.equals(avoided) && !suspected(each, now));
        if (node == null) node = inTurn(known, each -> !each.equals(avoided));
        if (node == null) node = inTurn(known, _ -> true);
        if (node == null) throw new IllegalStateException("no chat service is configured");
        // Once it is no longer suspected, one try is to find out, and not one of every lane.
        suspectedUntil.computeIfPresent(node, (_, _) -> now + SUSPICION.toNanos());
        return node;
    }

    /// One for a second try beside that at `slow`, or null where none is fit.
    @Nullable Endpoint other(List<Endpoint> healthy, Endpoint slow) {
        var now = nanoTime.getAsLong();
        return inTurn(healthy, each -> !each.equals(slow) && !suspected(each, now));
    }

    /// A try has left for `node`; [#ended] follows.
    void begun(Endpoint node) {
        underWayAt(node).incrementAndGet();
    }

    void ended(Endpoint node) {
        underWayAt(node).decrementAndGet();
    }

    void failed(Endpoint node) {
        suspectedUntil.put(node, nanoTime.getAsLong() + SUSPICION.toNanos());
    }

    void answered(Endpoint node) {
        suspectedUntil.remove(node);
    }

    private boolean suspected(Endpoint node, long now) {
        var until = suspectedUntil.get(node);
        return until != null && now - until < 0;
    }

    private @Nullable Endpoint inTurn(List<Endpoint> nodes, Predicate<Endpoint> wanted) {
        var fit = nodes.stream().filter(wanted).toList();
        if (fit.isEmpty()) {
            return null;
        }
        var first = Math.floorMod(turn.getAndIncrement(), fit.size());
        var best = fit.get(first);
        var fewest = underWayAt(best).get();
        for (var i = 1; i < fit.size(); i++) {
            var node = fit.get((first + i) % fit.size());
            var tries = underWayAt(node).get();
            if (tries < fewest) {
                best = node;
                fewest = tries;
            }
        }
        return best;
    }

    private AtomicInteger underWayAt(Endpoint node) {
        return underWay.computeIfAbsent(node, _ -> new AtomicInteger());
    }
}
