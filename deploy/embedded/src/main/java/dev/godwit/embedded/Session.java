package dev.godwit.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// How a command is started so that Ctrl-C at the terminal does not reach it: its owner decides
/// when it stops.
///
/// Where there is no `setsid` (macOS), Ctrl-C reaches it at once. Thread-safe.
final class Session {
    private Session() {}

    static List<String> ofItsOwn(List<String> command) {
        if (!onPath("setsid")) {
            return command;
        }
        var whole = new ArrayList<>(List.of("setsid"));
        whole.addAll(command);
        return whole;
    }

    private static boolean onPath(String program) {
        var path = System.getenv("PATH");
        return path != null
                && Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(path)
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
