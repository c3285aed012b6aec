package dev.godwit.bench;

import dev.godwit.bench.echo.EchoServer;
import dev.godwit.bench.load.Cast;
import dev.godwit.bench.load.Generator;
import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.usage.ThreadUsage;

import picocli.CommandLine.Command;

import java.util.List;

/// The generator against a server in its own process that answers at once: its floor and, at a high
/// rate, its ceiling.
@Command(
        name = "echo",
        mixinStandardHelpOptions = true,
        description = "Measures the generator itself, against a server in this process.")
final class EchoCommand extends Scenario {
    @Override
    Report measure(LoadPlan plan) throws InterruptedException {
        try (var server = EchoServer.start();
                var generator = new Generator(plan, System::nanoTime)) {
            var gateways = List.of(server.address());
            generator.connect(Cast.of(plan.users(), "echo", gateways, user -> user));
            var meter = new ThreadUsage(List.of(Generator.THREADS, EchoServer.THREADS));
            var outcome = generator.run(meter);
            return Report.of("echo", plan, 1, outcome, Generator.THREADS);
        }
    }
}
