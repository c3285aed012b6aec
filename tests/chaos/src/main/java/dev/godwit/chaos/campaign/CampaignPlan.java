package dev.godwit.chaos.campaign;

import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.fault.FaultKind;
import dev.godwit.checker.workload.Workload;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What a campaign is to do.
///
/// Faults strike for `length`. With a `gap`, they come one at a time, that long after the one
/// before was healed; without, many at once, as often as fits. An `outage` is how long a server
/// stays away where a kind of fault says that it does.
public record CampaignPlan(
        Duration length,
        long seed,
        Set<FaultKind> faults,
        @Nullable Duration gap,
        Duration outage,
        ClusterPlan cluster,
        Workload workload) {
    public CampaignPlan {
        faults = Set.copyOf(faults);
        if (!length.isPositive())
            throw new IllegalArgumentException("length: " + length + " (expected: some time)");
        if (faults.isEmpty())
            throw new IllegalArgumentException("faults: none (expected: one kind or more)");
        for (var kind : faults)
            if (kind.family() == FaultKind.Family.HOST && !cluster.namespaces())
                throw new IllegalArgumentException(
                        "faults: "
                                + kind.word()
                                + " (expected: only where each process has a network namespace:"
                                + " --netns)");
    }

    /// Which processes and clients there are, in a few words each.
    List<String> layout() {
        return List.of(
                cluster.size().gateways() + " gateways",
                cluster.size().chatServices() + " chat services",
                workload.crowd().people() + " people",
                "%.0f messages/s".formatted(workload.traffic().rate()));
    }

    boolean has(FaultKind kind) {
        return faults.contains(kind);
    }
}
