package dev.godwit.gateway.uplink;

import dev.godwit.lifecycle.RecencyFlag;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Which chat services lose hints at the moment, as their answers say. One that is gone has taken
/// hints with it: those of what it had committed and not yet published. Thread-safe.
final class HintsWatch {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private final Set<String> losing = ConcurrentHashMap.newKeySet();
    private final RecencyFlag gone;
    private volatile Set<String> healthy = Set.of();

    HintsWatch(LongSupplier nanoTime) {
        this.gone = new RecencyFlag(NOTICED_WITHIN, nanoTime);
    }

    /// `node` has answered.
    void heard(String node, boolean losesHints) {
        if (losesHints) losing.add(node);
        else losing.remove(node);
    }

    /// These are in reach now; of the others nothing is known any more.
    void inReach(Collection<String> nodes) {
        if (!nodes.containsAll(healthy)) gone.happened();
        healthy = Set.copyOf(nodes);
        losing.retainAll(healthy);
    }

    boolean unwell() {
        return !losing.isEmpty() || gone.remembered();
    }
}
