package dev.godwit.bench;

import picocli.CommandLine.Command;

/// `bench`: measures the running system, one scenario for each subcommand.
@Command(
        name = "godwit bench",
        mixinStandardHelpOptions = true,
        description = "Measures a running system. A run with a loss, a double or disorder is void.",
        subcommands = {
            PairsCommand.class,
            HostileCommand.class,
            ListsCommand.class,
            EchoCommand.class
        })
final class BenchCommand {}
