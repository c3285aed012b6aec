package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.chaos.Leftovers;
import dev.godwit.chaos.campaign.Campaign;
import dev.godwit.chaos.campaign.CampaignPlan;
import dev.godwit.chaos.campaign.Summary;
import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.fault.FaultKind;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.workload.Workload;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// The database is replaced by an older copy of itself under live clients, as an operator restores
/// a backup.
class RestoredDatabaseE2E {
    private static final long SEED = 20_26;
    private static final Path CAMPAIGNS = Path.of("target", "campaigns");

    @Test
    void everyLaterMessageArrivesAndClientsThatRepeatWhatWasAcceptedLoseNothing()
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(CAMPAIGNS).toAbsolutePath();
        var run = new RunDirectory(Files.createTempDirectory(folder, "restored-"));
        var cluster = ClusterPlan.usual().with(2, 2, 2).withSeed(SEED);
        var plan =
                new CampaignPlan(
                        Duration.ofSeconds(30),
                        SEED,
                        Set.of(FaultKind.DATABASE_RESTORED),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        cluster,
                        Workload.usual(SEED, cluster.hosts(), 60, 60));

        var outcome =
                Campaign.run(
                        plan,
                        run,
                        "./godwit chaos --faults database-restored --seed " + SEED,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        false);

        var said = new StringWriter();
        new Summary(plan, outcome).print(new PrintWriter(said));
        assertThat(outcome.passed()).as(said.toString()).isTrue();
        assertThat(outcome.faults()).containsKey("restore");
        Leftovers.tidy(run);
    }
}
