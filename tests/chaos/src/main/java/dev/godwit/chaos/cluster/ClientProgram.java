package dev.godwit.chaos.cluster;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.client.Command;
import dev.godwit.checker.client.Progress;
import dev.godwit.embedded.RunLocation;
import dev.godwit.embedded.RunningProcess;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A client process over all its incarnations. Thread-safe.
public final class ClientProgram implements Program {
    private static final String MAIN = "dev.godwit.checker.client.ClientHost";
    private static final List<String> JVM =
            List.of(
                    "-Xms64m",
                    "-Xmx768m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dlogback.configurationFile=dev/godwit/embedded/logback.xml");

    private final String name;
    private final RunLocation seat;
    private final RunDirectory directory;
    private final Path log;
    private volatile @Nullable ClientProcess current;

    /// `directory`: of the run, which says what the clients do; `log`: what they say on standard
    /// error is appended there.
    public ClientProgram(String name, RunLocation seat, RunDirectory directory, Path log) {
        this.name = name;
        this.seat = seat;
        this.directory = directory;
        this.log = log;
    }

    @Override
    public RunningProcess start() {
        var started = ClientProcess.start(name, command(), log);
        current = started;
        return started;
    }

    public void order(Command command) {
        var told = current;
        if (told != null) told.order(command);
    }

    /// How the incarnation that was started last was a moment ago; null before the first.
    public @Nullable Progress latest() {
        var now = current;
        return now == null ? null : now.latest();
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", name));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Dgodwit.process=" + name);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(MAIN);
        command.addAll(List.of(directory.path().toString(), name));
        return seat.command(command);
    }
}
