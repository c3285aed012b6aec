package dev.godwit.local;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.local.chat.TerminalChat;
import dev.godwit.local.stack.StackDescription;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `chat`: one person's side of a conversation, at the terminal.
@Command(
        name = "chat",
        description = "Talk with somebody on the local stack. Leave with Ctrl-D or /quit.",
        mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    private static final int MAX_DEVICE_CHARS = 64;

    @Spec CommandSpec spec = CommandSpec.create();

    @Mixin DirectoryOption directory = new DirectoryOption();

    @Option(names = "--as", paramLabel = "USER", required = true, description = "Who you are.")
    UserId me = new UserId("nobody");

    @Option(
            names = "--with",
            paramLabel = "USER",
            required = true,
            description = "Who you talk with.")
    UserId peer = new UserId("nobody");

    @Option(
            names = "--gateway",
            paramLabel = "N",
            defaultValue = "1",
            description = "The gateway to try first (default: ${DEFAULT-VALUE}).")
    int gateway;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "This installation's name (default: cli-USER).")
    @Nullable DeviceId device;

    @Override
    public Integer call() throws Exception {
        var stack = StackDescription.in(directory.path);
        var installation = device == null ? usualDevice(me) : device;
        return new TerminalChat(stack, me, peer, installation)
                .run(gateway, spec.commandLine().getOut());
    }

    /// The same each time, so that what waited for it arrives.
    static DeviceId usualDevice(UserId user) {
        var plain = user.value().replaceAll("[^A-Za-z0-9_-]", "-");
        var name = plain.equals(user.value()) ? plain : plain + "-" + hash(user);
        var cut = "cli-" + name;
        if (cut.length() > MAX_DEVICE_CHARS)
            cut = cut.substring(0, MAX_DEVICE_CHARS - 9) + "-" + hash(user);
        return new DeviceId(cut);
    }

    private static String hash(UserId user) {
        return "%08x".formatted(user.value().hashCode());
    }
}
