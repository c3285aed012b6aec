package dev.godwit.bench;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.bench.load.Cast;
import dev.godwit.bench.load.Generator;
import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.stack.RunningStack;
import dev.godwit.bench.usage.ProcessUsage;
import dev.godwit.id.UserId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;

/// Pairs that talk, both ways, each two on different gateways, against the running local stack.
@Command(
        name = "pairs",
        mixinStandardHelpOptions = true,
        description = "Pairs of users talk at a fixed rate through a running ./godwit up.")
final class PairsCommand extends Scenario {
    private static final String GENERATOR = "generator";
    private static final Path PROC = Path.of("/proc");
    private static final int SENDS_PER_SECOND = 100;

    @Option(
            names = "--gateways",
            split = ",",
            paramLabel = "URI",
            description = "WebSocket addresses (default: those of the local stack).")
    private List<URI> gateways = List.of();

    @Option(
            names = "--dir",
            defaultValue = "${sys:godwit.root:-.}/.godwit",
            paramLabel = "DIR",
            description = "The stack's data directory (default: .godwit in the checkout).")
    private Path directory = Path.of(".godwit");

    @Override
    Report measure(LoadPlan plan) throws InterruptedException {
        if (plan.rate() / plan.users() > SENDS_PER_SECOND)
            System.err.printf(
                    "note: more than %d sends/s per user; the gateway's default limit refuses"
                            + " them%n",
                    SENDS_PER_SECOND);
        var stack = RunningStack.read(directory, PROC);
        var addresses = gateways.isEmpty() ? stack.gateways() : gateways;
        try (var generator = new Generator(plan, System::nanoTime)) {
            generator.connect(cast(plan, stack, addresses));
            var outcome = generator.run(meter(stack));
            return Report.of("pairs", plan, addresses.size(), outcome, GENERATOR);
        }
    }

    private static Cast cast(LoadPlan plan, RunningStack stack, List<URI> gateways) {
        var issuer = new TokenIssuer(stack.auth(), InstantSource.system());
        var validity = plan.length().plus(Duration.ofHours(1));
        var run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return Cast.of(
                plan.users(), run, gateways, user -> issuer.issue(new UserId(user), validity));
    }

    static ProcessUsage meter(RunningStack stack) {
        var pids = new TreeMap<>(stack.pids());
        pids.put(GENERATOR, ProcessHandle.current().pid());
        return new ProcessUsage(PROC, pids);
    }
}
