package dev.godwit.bench;

import dev.godwit.bench.load.LoadFailed;
import dev.godwit.bench.stack.NoStack;
import dev.godwit.config.InvalidConfiguration;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `bench`: measures the running system, one scenario for each subcommand. Exit code 0: a valid
/// run; 1: a void one; 2: it could not be run.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures a running system. A run with a loss, a double or disorder is void.",
        subcommands = {PairsCommand.class, EchoCommand.class})
public final class BenchCommand {
    private BenchCommand() {}

    /// Ready to execute; what a user can mend is told in one line.
    public static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    switch (failure) {
                        case NoStack _, LoadFailed _, InvalidConfiguration _ ->
                                command.getErr().println(failure.getMessage());
                        default -> throw failure;
                    }
                    return 2;
                });
    }
}
