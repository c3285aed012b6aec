package dev.godwit.chaos.campaign;

import dev.godwit.checker.check.MinimumCoverage;

import java.time.Duration;

/// What a campaign must have asked of the system for its verdict to count, and how long the system
/// may take to put itself in order.
final class Limits {
    /// The promise is one heartbeat and one sweep; the rest is for a busy machine.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private Limits() {}

    /// After the last sign of life of the clients.
    static Duration settling(CampaignPlan plan) {
        var timing = plan.cluster().timing();
        var longer =
                timing.heartbeat().compareTo(timing.sweep()) > 0
                        ? timing.heartbeat()
                        : timing.sweep();
        return longer.plus(MARGIN);
    }

    /// A tenth of the messages that were to be sent; evidence of the faults, and sends in flight at
    /// them; most people there at the end; and where faults of all kinds came together, something
    /// that was late and something that was repeated.
    static MinimumCoverage of(CampaignPlan plan, Tally tally) {
        var faults = tally.done().values().stream().mapToInt(Integer::intValue).sum();
        var accepted = (long) (plan.length().toSeconds() * plan.workload().traffic().rate() / 10);
        var timing = plan.cluster().timing();
        var repairs = plan.gap() == null ? faults : 0;
        return MinimumCoverage.none(timing.heartbeat().plus(MARGIN), timing.sweep().plus(MARGIN))
                .withAccepted(accepted)
                .withFaults(faults, faults)
                .withRepairs(repairs, repairs)
                .withLiveDevices(plan.workload().crowd().people() / 2);
    }
}
