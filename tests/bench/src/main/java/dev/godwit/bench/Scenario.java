package dev.godwit.bench;

import dev.godwit.bench.load.LoadFailed;
import dev.godwit.bench.load.LoadPlan;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.stack.NoStack;
import dev.godwit.config.InvalidConfiguration;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/// One way to measure. Exit code 0: a valid run; 1: a void one; 2: it could not be run.
abstract class Scenario implements Callable<Integer> {
    private static final int NOT_RUN = 2;

    @Mixin private LoadOptions load = new LoadOptions();

    @Spec private @Nullable CommandSpec command;

    abstract Report measure(LoadPlan plan) throws InterruptedException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try {
            return load.publish(measure(load.plan()));
        } catch (NoStack | LoadFailed | InvalidConfiguration e) {
            if (command != null) command.commandLine().getErr().println(e.getMessage());
            return NOT_RUN;
        }
    }
}
