package dev.godwit.bench;

import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.report.BenchPage;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.report.ReportText;
import dev.godwit.bench.wire.Body;
import dev.godwit.protocol.Limits;
import dev.godwit.report.ReportJson;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What every scenario asks: how much, how long, and where to put the result.
final class LoadOptions {
    private static final Duration DRAIN = Duration.ofSeconds(20);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--rate",
            required = true,
            description = "Messages per second, all users together.")
    private double rate;

    @Option(names = "--users", required = true, description = "Users; every two are a pair.")
    private int users;

    @Option(names = "--seconds", required = true, description = "Length of the measured window.")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "30",
            description = "Seconds before it that are not measured (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--body",
            defaultValue = "100",
            paramLabel = "BYTES",
            description = "Length of a message's body (default: ${DEFAULT-VALUE}).")
    private int body;

    @Option(
            names = "--loops",
            defaultValue = "1",
            description = "The generator's event loops (default: ${DEFAULT-VALUE}).")
    private int loops;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the report there, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write the report there, as one page for a browser.")
    private @Nullable Path html;

    LoadPlan plan() {
        check(rate > 0, "--rate: must be above 0");
        check(users >= 2 && users % 2 == 0, "--users: must be even, 2 or more");
        check(seconds > 0, "--seconds: must be above 0");
        check(warmup >= 0, "--warmup: must not be negative");
        check(loops >= 1 && loops <= 64, "--loops: must be 1..64");
        check(
                body >= Body.MIN_BYTES && body <= Limits.MAX_BODY_BYTES,
                "--body: must be %d..%d".formatted(Body.MIN_BYTES, Limits.MAX_BODY_BYTES));
        return new LoadPlan(
                rate,
                users,
                Duration.ofSeconds(warmup),
                Duration.ofSeconds(seconds),
                body,
                DRAIN,
                Math.min(loops, users / 2));
    }

    /// Shows and writes a report. The exit code: 0 if the run is valid.
    int publish(Report report) throws IOException {
        System.out.print(ReportText.of(report));
        if (json != null) ReportJson.write(json, report);
        if (html != null) Files.writeString(html, BenchPage.of(report));
        return report.valid() ? 0 : 1;
    }

    private void check(boolean right, String otherwise) {
        if (!right && command != null)
            throw new ParameterException(command.commandLine(), otherwise);
    }
}
