package dev.godwit.chaos.campaign;

import dev.godwit.chaos.cluster.Cluster;
import dev.godwit.chaos.fault.BadNetwork;
import dev.godwit.chaos.fault.Dice;
import dev.godwit.chaos.fault.Fault;
import dev.godwit.chaos.fault.FaultContext;
import dev.godwit.chaos.fault.FaultKind;
import dev.godwit.chaos.fault.FaultLog;
import dev.godwit.chaos.report.CampaignSummary;
import dev.godwit.chaos.report.Report;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.check.Checker;
import dev.godwit.checker.client.Command;
import dev.godwit.checker.client.Progress;
import dev.godwit.checker.evidence.Evidence;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One campaign from its beginning to its outcome. Blocks the one thread that runs it.
public final class Campaign {
    private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(3);
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);
    private static final Duration GOODBYE_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final CampaignPlan plan;
    private final Cluster cluster;
    private final LiveLine live;
    private final Tally tally;
    private final FaultContext surroundings;
    private final List<String> troubles;

    private Campaign(
            CampaignPlan plan, Cluster cluster, LiveLine live, Tally tally, List<String> troubles) {
        this.troubles = troubles;
        this.plan = plan;
        this.cluster = cluster;
        this.live = live;
        this.tally = tally;
        this.surroundings = new FaultContext(cluster);
    }

    /// Everything is left in `directory`; nothing is left running. `command` makes the same again;
    /// `terminal`: `out` is one.
    public static Outcome run(
            CampaignPlan plan,
            RunDirectory directory,
            String command,
            PrintWriter out,
            boolean terminal)
            throws InterruptedException {
        var began = Instant.now();
        out.println("Starting " + String.join(", ", plan.layout()) + ", in " + directory.path());
        out.println("To make the same faults again: " + command);
        out.flush();
        var tally = new Tally();
        var troubles = new ArrayList<String>();
        var run = "";
        try (var cluster = Cluster.start(plan.cluster(), directory)) {
            run = cluster.target().run();
            plan.workload().write(directory.workload());
            try (var live = new LiveLine(cluster, tally, out, terminal)) {
                var campaign = new Campaign(plan, cluster, live, tally, troubles);
                campaign.happen();
            }
        }
        troubles.addAll(tally.troubles());
        out.println("Everything has ended; the judge reads what is left ...");
        out.flush();
        var verdict = Checker.judge(directory, Limits.of(plan, tally));
        var summary = new CampaignSummary(run, plan.seed(), command, began, plan.layout());
        var report = Report.write(directory, verdict, summary);
        return new Outcome(
                directory, verdict, troubles, tally.done(), LogScan.of(directory), report);
    }

    private void happen() throws InterruptedException {
        live.phase("Connecting");
        cluster.startClients();
        if (!await(CONNECTED_WITHIN, this::nearlyAllAreConnected))
            troubles.add("not all clients were connected after " + CONNECTED_WITHIN);
        strike();
        live.phase("Everything is healed; sends end, devices catch up");
        cluster.order(new Command.Quiesce());
        if (!await(QUIET_WITHIN, this::isQuiet))
            troubles.add("the clients were not quiet after " + QUIET_WITHIN);
        live.phase("Waiting until presence must be right");
        Thread.sleep(Limits.settling(plan));
        live.phase("Gathering evidence");
        gather();
        cluster.deaths().forEach(death -> troubles.add(death.toString()));
        live.phase("Saying goodbye");
        cluster.stopClients(GOODBYE_WITHIN);
    }

    private void gather() throws InterruptedException {
        try {
            Evidence.gather(cluster.directory(), cluster.target());
        } catch (IOException | SQLException e) {
            troubles.add("evidence could not be gathered: " + e);
        }
    }

    private void strike() throws InterruptedException {
        live.phase("Faults");
        var run = cluster.target().run();
        var watch = Thread.ofVirtual().start(this::endAtADeath);
        try (var log = FaultLog.create(cluster.directory(), run, plan.seed())) {
            if (plan.has(FaultKind.BAD_NETWORK)) {
                try (var _ = BadNetwork.begin(cluster, log, plan.seed())) {
                    strike(log);
                }
            } else {
                strike(log);
            }
        } finally {
            watch.interrupt();
        }
    }

    private void strike(FaultLog log) throws InterruptedException {
        var onslaught = new FaultInjector(surroundings, log, tally);
        var gap = plan.gap();
        if (gap == null) {
            var schedule =
                    Schedule.of(
                            plan.faults(),
                            plan.cluster(),
                            plan.length(),
                            plan.outage(),
                            plan.seed());
            onslaught.run(schedule, plan.length());
        } else {
            onslaught.run(oneAfterTheOther(), gap, plan.length());
        }
    }

    private Iterator<Fault> oneAfterTheOther() {
        var dice = new Dice(plan.cluster(), plan.outage(), plan.seed());
        var kinds =
                plan.faults().stream()
                        .filter(kind -> kind.family() != FaultKind.Family.LASTING)
                        .sorted()
                        .toList();
        return Stream.generate(() -> dice.shuffled(kinds))
                .flatMap(List::stream)
                .map(dice::of)
                .iterator();
    }

    /// A process that died by itself decides the campaign; there is no need to go on.
    private void endAtADeath() {
        try {
            while (cluster.deaths().isEmpty()) Thread.sleep(LOOK_EVERY);
            surroundings.end();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the faults are over
        }
    }

    private boolean nearlyAllAreConnected() {
        var now = cluster.progress();
        return now.size() == plan.cluster().size().clientHosts()
                && now.values().stream().mapToLong(Progress::connected).sum()
                        >= 0.9 * now.values().stream().mapToLong(Progress::devices).sum();
    }

    private boolean isQuiet() {
        var now = cluster.progress();
        return now.size() == plan.cluster().size().clientHosts()
                && now.values().stream().allMatch(Progress::quiet);
    }

    private static boolean await(Duration limit, BooleanSupplier reached)
            throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) return false;
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }
}
