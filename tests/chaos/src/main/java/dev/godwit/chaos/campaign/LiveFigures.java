package dev.godwit.chaos.campaign;

import dev.godwit.chaos.cluster.Cluster;
import dev.godwit.checker.client.Progress;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the clients say of themselves, added up over all processes and incarnations. Owned by the
/// thread that shows it, which looks about once a second.
///
/// It is for people who watch: what a killed process did in its last second is missing.
final class LiveFigures {
    private final Map<String, Progress> last = new HashMap<>();
    private long accepted;
    private long acceptedInSecond;
    private long failed;
    private long violations;
    private Collection<Progress> now = List.of();

    void look(Cluster cluster) {
        acceptedInSecond = 0;
        var seen = cluster.progress();
        seen.forEach(this::add);
        now = seen.values();
    }

    private void add(String host, Progress progress) {
        var before = last.put(host, progress);
        var same = before != null && before.accepted() <= progress.accepted();
        acceptedInSecond += progress.accepted() - (same ? before.accepted() : 0);
        accepted += progress.accepted() - (same ? before.accepted() : 0);
        failed += Math.max(0, progress.failed() - (same ? before.failed() : 0));
        violations += Math.max(0, progress.violations() - (same ? before.violations() : 0));
    }

    long accepted() {
        return accepted;
    }

    long acceptedInSecond() {
        return acceptedInSecond;
    }

    long failed() {
        return failed;
    }

    long violations() {
        return violations;
    }

    long connected() {
        return now.stream().mapToLong(Progress::connected).sum();
    }

    long pending() {
        return now.stream().mapToLong(Progress::pending).sum();
    }

    /// The worst 99th percentile of the last second, in milliseconds.
    double acceptedP99() {
        return now.stream().mapToDouble(each -> each.acceptedAfter().p99()).max().orElse(0);
    }

    double deliveredP99() {
        return now.stream().mapToDouble(each -> each.deliveredAfter().p99()).max().orElse(0);
    }
}
