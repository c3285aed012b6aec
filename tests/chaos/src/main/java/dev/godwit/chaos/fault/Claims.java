package dev.godwit.chaos.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Which processes and links are being struck. Thread-safe.
///
/// Whoever wants the same waits in the order in which they came, so that nothing waits for ever.
public final class Claims {
    private final List<Claim> waiting = new ArrayList<>();
    private final List<Claim> held = new ArrayList<>();

    /// What somebody has for itself until it is closed.
    public final class Claim implements AutoCloseable {
        private final Set<String> names;

        private Claim(Set<String> names) {
            this.names = names;
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }

    /// Blocks until nobody else has any of it.
    public synchronized Claim take(Set<String> names) throws InterruptedException {
        var claim = new Claim(Set.copyOf(names));
        waiting.add(claim);
        try {
            while (!isFree(claim)) wait();
            held.add(claim);
            return claim;
        } finally {
            waiting.remove(claim);
            notifyAll();
        }
    }

    private synchronized void giveBack(Claim claim) {
        held.remove(claim);
        notifyAll();
    }

    private boolean isFree(Claim wanted) {
        var before = waiting.subList(0, waiting.indexOf(wanted));
        return held.stream().allMatch(each -> Collections.disjoint(each.names, wanted.names))
                && before.stream().allMatch(each -> Collections.disjoint(each.names, wanted.names));
    }
}
