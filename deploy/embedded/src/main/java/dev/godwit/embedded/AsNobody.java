package dev.godwit.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How root, or a user id without a name, starts a command that refuses them: in a user namespace
/// in which they are nobody. Blocks; thread-safe.
final class AsNobody {
    /// What the JVM calls root, and a user id that has no name.
    private static final Set<String> REFUSED = Set.of("root", "?");

    private AsNobody() {}

    static List<String> wrap(List<String> command) {
        if (!REFUSED.contains(System.getProperty("user.name"))) {
            return command;
        }
        if (!works("unshare", "-U", "true")) {
            throw new StartFailed(
                    "PostgreSQL refuses to run as root, and `unshare -U` is not allowed here:"
                            + " start as an ordinary user");
        }
        var whole = new ArrayList<>(List.of("unshare", "-U"));
        whole.addAll(command);
        return whole;
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
