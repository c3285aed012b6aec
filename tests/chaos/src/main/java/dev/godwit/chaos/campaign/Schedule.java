package dev.godwit.chaos.campaign;

import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.fault.Dice;
import dev.godwit.chaos.fault.FaultKind;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// All faults of a run in the order in which they come. The same seed makes the same schedule.
///
/// Each family of faults comes at its own pace, beside the others; in each, every kind comes once
/// before any comes again.
record Schedule(List<Planned> faults) {
    Schedule {
        faults = List.copyOf(faults);
    }

    static Schedule of(
            Collection<FaultKind> kinds,
            ClusterPlan plan,
            Duration length,
            Duration outage,
            long seed) {
        var all = new ArrayList<Planned>();
        for (var family : FaultKind.Family.values()) {
            if (family == FaultKind.Family.LASTING) continue;
            var members = kinds.stream().filter(kind -> kind.family() == family).sorted().toList();
            if (members.isEmpty()) continue;
            var dice = new Dice(plan, outage, seed ^ ((long) family.name().hashCode() << 32));
            var mean = new Pace(length).mean(family, members.size());
            all.addAll(track(members, dice, mean, length));
        }
        all.sort(Comparator.comparing(Planned::at));
        return new Schedule(all);
    }

    private static List<Planned> track(
            List<FaultKind> kinds, Dice dice, Duration mean, Duration length) {
        var track = new ArrayList<Planned>();
        var deck = new ArrayList<FaultKind>();
        var at = dice.around(mean.dividedBy(2));
        while (at.compareTo(length) < 0) {
            if (deck.isEmpty()) deck.addAll(dice.shuffled(kinds));
            track.add(new Planned(at, dice.of(deck.removeLast())));
            at = at.plus(dice.around(mean));
        }
        return track;
    }
}
