package dev.godwit.chaos;

import dev.godwit.chaos.campaign.Campaign;
import dev.godwit.chaos.campaign.CampaignPlan;
import dev.godwit.chaos.campaign.Summary;
import dev.godwit.chaos.cluster.Build;
import dev.godwit.chaos.cluster.ClusterPlan;
import dev.godwit.chaos.cluster.Timing;
import dev.godwit.chaos.fault.FaultKind;
import dev.godwit.chaos.network.Network;
import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.workload.Misbehaviour;
import dev.godwit.checker.workload.Workload;
import dev.godwit.embedded.StartFailed;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// `chaos`: proves on this machine that nothing accepted is lost, doubled or out of order.
///
/// Ends with 0 where that was shown, with 1 where it was not so, with 2 where the run says nothing
/// or could not be made.
@Command(
        name = "godwit chaos",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Kills, pauses and cuts off everything while people talk, and judges it.")
final class ChaosCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int SAYS_NOTHING = 2;

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "3",
            description = "How long faults strike.")
    double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Makes the same schedule of faults again. Default: a new one, printed.")
    @Nullable Long seed;

    @Option(
            names = "--faults",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            defaultValue = "usual",
            showDefaultValue = Visibility.ALWAYS,
            description = {
                "Which faults: usual (all but outages), all, or some of",
                "${COMPLETION-CANDIDATES}."
            },
            completionCandidates = FaultWords.class)
    Set<String> faults = new LinkedHashSet<>();

    @Option(
            names = "--gap",
            paramLabel = "SECONDS",
            description =
                    "One fault at a time, each this long after the one before has healed. Default:"
                            + " many at once, as often as fits.")
    @Nullable Double gap;

    @Option(
            names = "--outage",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a server stays away in an outage (postgres-down ...).")
    double outage;

    @Option(names = "--people", paramLabel = "N", defaultValue = "400")
    int people;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "600",
            description = "New messages per second over all people.")
    double rate;

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "3")
    int gateways;

    @Option(names = "--chat-services", paramLabel = "N", defaultValue = "2")
    int chatServices;

    @Option(
            names = "--client-processes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Over how many processes the people are spread.")
    int clientProcesses;

    @Option(
            names = "--calm",
            description =
                    "Everybody stays and reads at once, for figures of the system alone. Default:"
                            + " people also leave, read slowly and acknowledge late.")
    boolean calm;

    @Option(
            names = "--netns",
            description =
                    "Each process in a network namespace of its own (Linux, as root), so that hosts"
                            + " can vanish without a word: cable-pull, host-loss.")
    boolean netns;

    @Option(
            names = "--production-timing",
            description =
                    "Heartbeats, leases and sweeps as in production. Default: short ones, so that"
                            + " more repairs fit into a minute.")
    boolean productionTiming;

    @Option(
            names = "--upgrade-from",
            paramLabel = "CHECKOUT",
            description =
                    "A built checkout of the version before: services begin with it, and the first"
                            + " rolling restarts (gateways-roll, chats-roll) upgrade them.")
    @Nullable Path upgradeFrom;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where the run is kept; it must not be there yet. Default: a new one among the"
                            + " system's temporary files.")
    @Nullable Path directory;

    @Option(
            names = "--keep",
            description =
                    "Keep the servers' data and the clients' histories of a run that passed, too.")
    boolean keep;

    /// What `--faults` takes.
    static final class FaultWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(FaultKind.values()).map(FaultKind::word).iterator();
        }
    }

    private final Supplier<Optional<String>> network;

    ChaosCommand() {
        this(Network::objection);
    }

    /// `network`: why there can be no namespaces, if so.
    ChaosCommand(Supplier<Optional<String>> network) {
        this.network = network;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return judged(plan(), new RunDirectory(created()));
        } catch (ParameterException | StartFailed e) {
            spec.commandLine().getErr().println(e.getMessage());
            spec.commandLine().getErr().flush();
            return SAYS_NOTHING;
        }
    }

    private int judged(CampaignPlan plan, RunDirectory run)
            throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        var outcome = Campaign.run(plan, run, again(plan), out, terminal());
        new Summary(plan, outcome).print(out);
        if (outcome.passed() && !keep) Leftovers.tidy(run);
        return outcome.passed() ? 0 : outcome.failed() ? FAILED : SAYS_NOTHING;
    }

    @SuppressWarnings("SystemConsoleNull") // from 25 on it may be null again
    private static boolean terminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// The command that makes the same again.
    private String again(CampaignPlan plan) {
        var given = spec.commandLine().getParseResult().originalArgs();
        var words = new ArrayList<>(List.of("./godwit chaos"));
        words.addAll(given);
        if (seed == null) {
            words.add("--seed " + plan.seed());
        }
        return String.join(" ", words);
    }

    private CampaignPlan plan() {
        var chosen = seed != null ? seed : new SecureRandom().nextLong(1_000_000);
        if (!(rate > 0 && rate <= 100_000))
            throw misuse("--rate: " + rate + " (expected: more than 0, up to 100000)");
        if (netns)
            network.get()
                    .ifPresent(why -> {
                        throw misuse("--netns: no network namespaces can be made here: " + why);
                    });
        try {
            var usual = ClusterPlan.usual();
            var build = Build.own();
            var cluster =
                    (netns ? usual.withNamespaces() : usual)
                            .with(upgradeFrom == null ? build : build.upgradeFrom(upgradeFrom))
                            .with(gateways, chatServices, clientProcesses)
                            .with(productionTiming ? Timing.production() : Timing.quick())
                            .withSeed(chosen);
            return new CampaignPlan(
                    seconds("--minutes", minutes * 60),
                    chosen,
                    kinds(),
                    gap == null ? null : seconds("--gap", gap),
                    seconds("--outage", outage),
                    cluster,
                    workload(chosen, cluster));
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private Workload workload(long chosen, ClusterPlan cluster) {
        var usual = Workload.usual(chosen, cluster.hosts(), people, rate);
        return calm ? usual.with(Misbehaviour.none()) : usual;
    }

    private Set<FaultKind> kinds() {
        var kinds = new LinkedHashSet<FaultKind>();
        for (var word : faults) {
            switch (word) {
                case "usual" -> kinds.addAll(FaultKind.usual(netns));
                case "all" -> kinds.addAll(FaultKind.all(netns));
                default ->
                        kinds.add(
                                FaultKind.named(word)
                                        .orElseThrow(() ->
                                                misuse(
                                                        "--faults: "
                                                                + word
                                                                + " (expected: usual, all"
                                                                + " or names such as"
                                                                + " gateway-kill; see"
                                                                + " --help)")));
            }
        }
        return kinds;
    }

    private Duration seconds(String option, double seconds) {
        if (!(seconds > 0 && seconds <= 7 * 24 * 3600))
            throw misuse("%s: %s (expected: more than 0, up to a week)".formatted(option, seconds));
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private Path created() throws IOException {
        var chosen = directory;
        if (chosen == null) return Files.createTempDirectory("godwit-chaos-");
        var path = chosen.toAbsolutePath().normalize();
        if (Files.exists(path))
            throw misuse("--dir: " + path + " is there already (expected: a new directory)");
        return Files.createDirectories(path);
    }

    private ParameterException misuse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
