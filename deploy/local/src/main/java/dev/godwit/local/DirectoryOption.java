package dev.godwit.local;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Which local stack a command is about.
final class DirectoryOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:godwit.root:-.}/.godwit",
            description = "The stack's data directory (default: .godwit in the checkout).")
    Path path = Path.of(".godwit");
}
