package dev.godwit.bench;

import dev.godwit.auth.TokenIssuer;
import dev.godwit.bench.hostile.GatewayMemory;
import dev.godwit.bench.hostile.HostileClient;
import dev.godwit.bench.load.Cast;
import dev.godwit.bench.load.Generator;
import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.load.Outcome;
import dev.godwit.bench.load.Participant;
import dev.godwit.bench.load.Upgrade;
import dev.godwit.bench.load.Window;
import dev.godwit.bench.report.Comparison;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.stack.RunningStack;
import dev.godwit.id.UserId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Pairs that talk while, in every second window, one client of their gateway does all the harm it
/// can.
@Command(
        name = "hostile",
        mixinStandardHelpOptions = true,
        description =
                "Pairs talk through a running ./godwit up; in every second window a hostile client"
                        + " joins. Compares the two.")
final class HostileCommand extends Scenario {
    private static final Path PROC = Path.of("/proc");

    @Option(
            names = "--window",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "Length of one calm or attacked window (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--dir",
            defaultValue = "${sys:godwit.root:-.}/.godwit",
            paramLabel = "DIR",
            description = "The stack's data directory (default: .godwit in the checkout).")
    private Path directory = Path.of(".godwit");

    @Override
    Report measure(LoadPlan calm) throws InterruptedException {
        var plan = calm.alternating(Duration.ofSeconds(window));
        var stack = RunningStack.read(directory, PROC);
        var issuer = new TokenIssuer(stack.auth(), InstantSource.system());
        var validity = plan.length().plus(Duration.ofHours(1));
        var run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        var cast =
                Cast.of(
                        plan.users(),
                        run,
                        stack.gateways(),
                        user -> issuer.issue(new UserId(user), validity));
        var mallory = "hostile-" + run;
        var token = issuer.issue(new UserId(mallory), validity);
        var gateway = stack.gateways().getFirst();
        var now = new AtomicReference<>(Window.NEVER);
        try (var generator = new Generator(plan, System::nanoTime);
                var memory =
                        new GatewayMemory(
                                stack.metrics(), () -> now.get().disturbed(System.nanoTime()));
                var hostile =
                        new HostileClient(
                                gateway,
                                mallory,
                                device ->
                                        Upgrade.request(
                                                new Participant(
                                                        0, mallory, mallory, gateway, token),
                                                device),
                                () -> now.get().attacked(System.nanoTime()))) {
            generator.connect(cast);
            var outcome = generator.run(PairsCommand.meter(stack), now::set);
            return Report.of("hostile", plan, stack.gateways().size(), outcome, "generator")
                    .with(comparison(outcome, memory, hostile));
        }
    }

    private static Comparison comparison(
            Outcome outcome, GatewayMemory memory, HostileClient hostile) {
        return Comparison.of(
                outcome.tally(),
                memory.calm().bufferBytes(),
                memory.attacked().bufferBytes(),
                memory.calm().pendingBytes(),
                memory.attacked().pendingBytes(),
                hostile.connections());
    }
}
