package dev.godwit.gateway.uplink;

import com.linecorp.armeria.client.Endpoint;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Which chat service the next try goes to: the healthy ones in turn, and not one that failed a
/// moment ago, however healthy it still counts. Where none is left, any: the last news of them may
/// be old. Thread-safe.
final class NodeChoice {
    /// Health checks have noticed by then.
    private static final Duration SUSPICION = Duration.ofSeconds(5);

    private final List<Endpoint> all;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<Endpoint, Long> suspectedUntil = new ConcurrentHashMap<>();
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
        return fit.isEmpty() ? null : fit.get(Math.floorMod(turn.getAndIncrement(), fit.size()));
    }
}
