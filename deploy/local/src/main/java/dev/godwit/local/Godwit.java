package dev.godwit.local;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.local.stack.StackFailed;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.function.Function;

/// The command line that `./godwit` runs.
@Command(
        name = "godwit",
        description = "Real-time 1–1 messaging: the whole system on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "godwit 0.1.0",
        subcommands = {UpCommand.class, TokenCommand.class, ChatCommand.class},
        footer = {
            "",
            "First steps:  ./godwit up                             (leave it running)",
            "              ./godwit chat --as alice --with bob     (in another terminal)",
            "Also:         ./godwit bench --help                   (measures a running stack)",
            "              ./godwit chaos --help                   (proves that nothing is lost)"
        })
public final class Godwit {
    /// Everything that went wrong in a way that was foreseen.
    static final int FAILED = 1;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Godwit())
                .registerConverter(UserId.class, checked(UserId::new))
                .registerConverter(DeviceId.class, checked(DeviceId::new))
                .setExecutionExceptionHandler(Godwit::explain);
    }

    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (!(failure instanceof StackFailed)) throw failure;
        command.getErr().println(failure.getMessage());
        command.getErr().flush();
        return FAILED;
    }

    private static <T> ITypeConverter<T> checked(Function<String, T> constructor) {
        return text -> {
            try {
                return constructor.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }
}
