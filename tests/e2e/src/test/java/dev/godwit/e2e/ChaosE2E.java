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

/// A short campaign with every kind of fault: what a long one shows, `./godwit chaos --minutes 30`.
class ChaosE2E {
    private static final long SEED = 20_26;
    private static final Duration LENGTH = Duration.ofSeconds(75);

    /// Kept with the build, the report of a run that passed as well.
    private static final Path CAMPAIGNS = Path.of("target", "campaigns");

    @Test
    void nothingAcceptedIsLostDoubledOrOutOfOrderWhileEverythingIsKilledPausedAndCutOff()
            throws IOException, InterruptedException {
        var run = new RunDirectory(newDirectory());
        var cluster = ClusterPlan.usual().withSeed(SEED);
        var plan =
                new CampaignPlan(
                        LENGTH,
                        SEED,
                        FaultKind.usual(false),
                        null,
                        Duration.ofSeconds(10),
                        cluster,
                        Workload.usual(SEED, cluster.hosts(), 120, 150));

        var outcome =
                Campaign.run(
                        plan,
                        run,
                        "./godwit chaos --seed " + SEED,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        false);

        var said = new StringWriter();
        new Summary(plan, outcome).print(new PrintWriter(said));
        assertThat(outcome.passed()).as(said.toString()).isTrue();
        Leftovers.tidy(run);
    }

    private static Path newDirectory() throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(CAMPAIGNS).toAbsolutePath(), "campaign-");
    }
}
