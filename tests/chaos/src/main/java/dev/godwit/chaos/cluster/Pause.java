package dev.godwit.chaos.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Processes held by SIGSTOP until this is closed. Owned by one thread.
///
/// A shell holds them, and lets go at the end of a pipe: so they go on when this JVM dies, and see
/// for themselves that it is gone.
public final class Pause implements AutoCloseable {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            kill -STOP "$@" && echo held
            read -r never
            kill -CONT "$@"
            """;

    private final List<Process> shells;
    private final String evidence;

    private Pause(List<Process> shells, String evidence) {
        this.shells = shells;
        this.evidence = evidence;
    }

    /// Holds the process first, so that it starts no more, then what it had started.
    static Pause of(long pid) {
        var shells = new ArrayList<Process>();
        shells.add(holding(List.of(pid)));
        var children = Processes.family(pid).stream().skip(1).map(ProcessHandle::pid).toList();
        if (!children.isEmpty()) shells.add(holding(children));
        Processes.awaitState(pid, "T");
        for (var child : children) Processes.awaitState(child, "T");
        var state = Processes.state(pid);
        return new Pause(
                shells, "pid=%d state=%s processes=%d".formatted(pid, state, 1 + children.size()));
    }

    /// What was seen of the processes while they were held.
    public String evidence() {
        return evidence;
    }

    private static Process holding(List<Long> pids) {
        var command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "godwit-pause"));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            var shell =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var said = firstLine(shell.inputReader(StandardCharsets.UTF_8));
            if (!said.equals("held"))
                throw new IllegalStateException("processes " + pids + " cannot be paused");
            return shell;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(BufferedReader said) throws IOException {
        var line = said.readLine();
        return line == null ? "" : line;
    }

    /// Blocks until the processes run again.
    @Override
    public void close() {
        for (var shell : shells.reversed()) {
            try {
                shell.getOutputStream().close();
                shell.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
