package dev.godwit.gateway.uplink;

import dev.godwit.lifecycle.Occurrences;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Which chat services lose hints at the moment, as their answers say. One that is gone has taken
/// hints with it: those of what it had committed and not yet published. Thread-safe.
final class HintsWatch {
    private final Set<String> losing = ConcurrentHashMap.newKeySet();
    private final Occurrences losses = new Occurrences();

    // Guarded by this.
    private Set<String> healthy = Set.of();

    /// `node` has answered. Of one that is not in reach nothing is kept: nobody would take it back.
    synchronized void heard(String node, boolean losesHints) {
        if (!losesHints) {
            losing.remove(node);
        } else if (healthy.contains(node) && losing.add(node)) {
            losses.happened();
        }
    }

    /// These are in reach now; of the others nothing is known any more.
    synchronized void inReach(Collection<String> nodes) {
        if (!nodes.containsAll(healthy)) {
            losses.happened();
        }
        healthy = Set.copyOf(nodes);
        losing.retainAll(healthy);
    }

    /// Says whether hints are being lost, or were since it was last asked. Of one owner.
    BooleanSupplier reader() {
        var sinceThen = losses.reader();
        return () -> sinceThen.getAsBoolean() || !losing.isEmpty();
    }
}
