package dev.godwit.embedded;

import java.io.IOException;
import java.util.List;

/// A shell that waits for this JVM to die and then ends one server, so that even `kill -9` of the
/// JVM leaves nothing behind.
///
/// It reads a pipe that this JVM never writes to: the pipe's end is the JVM's end. A process of its
/// own.
final class ParentDeathWatch {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            read -r never
            kill -"$2" "$1" || exit 0
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
              kill -0 "$1" || break
              sleep 0.2
            done
            kill -KILL "$1"
            if [ -n "$3" ]; then rm -rf -- "$3"; fi
            """;

    private final Process shell;

    private ParentDeathWatch(Process shell) {
        this.shell = shell;
    }

    static ParentDeathWatch on(ProcessHandle server, String stopSignal, ServerHome home)
            throws IOException {
        var doomed = home.temporary() ? home.directory().toString() : "";
        var command =
                List.of(
                        "sh",
                        "-c",
                        SCRIPT,
                        "godwit-leash",
                        Long.toString(server.pid()),
                        stopSignal,
                        doomed);
        return new ParentDeathWatch(
                new ProcessBuilder(Session.ofItsOwn(command))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    void release() {
        shell.destroyForcibly();
    }
}
