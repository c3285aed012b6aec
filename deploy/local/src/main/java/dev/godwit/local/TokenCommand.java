package dev.godwit.local;

import dev.godwit.id.UserId;
import dev.godwit.local.stack.StackDescription;
import dev.godwit.local.stack.StackFailed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.time.InstantSource;

/// `token`: prints a token that the local stack takes.
@Command(
        name = "token",
        description = "Print a token for a user of the local stack.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {
    private static final int MAX_HOURS = 24 * 365;

    @Spec CommandSpec spec = CommandSpec.create();

    @Mixin DirectoryOption directory = new DirectoryOption();

    @Parameters(paramLabel = "USER", description = "Who the token speaks for.")
    UserId user = new UserId("nobody");

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "12",
            description = "How long it is good for (default: ${DEFAULT-VALUE}).")
    int hours;

    @Override
    public void run() {
        if (hours < 1 || hours > MAX_HOURS)
            throw new StackFailed("--hours %d (expected: 1..%d)".formatted(hours, MAX_HOURS));
        var issuer = StackDescription.in(directory.path).tokenIssuer(InstantSource.system());
        spec.commandLine().getOut().println(issuer.issue(user, Duration.ofHours(hours)));
        spec.commandLine().getOut().flush();
    }
}
