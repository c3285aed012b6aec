package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.PATIENCE;

import static org.awaitility.Awaitility.await;

import dev.godwit.local.Godwit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// `./godwit …` as a process of its own, as a person would run it: what it prints is kept, and
/// lines can be typed.
final class GodwitCommand implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));

    private final Process process;
    private final PrintWriter keyboard;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread collector;

    private GodwitCommand(Process process) {
        this.process = process;
        this.keyboard = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.collector =
                Thread.ofVirtual()
                        .start(() -> collect(process.inputReader(StandardCharsets.UTF_8)));
    }

    static GodwitCommand run(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstdin.encoding=UTF-8"));
        command.add("-Dgodwit.root=" + ROOT);
        command.addAll(List.of("-cp", ROOT.resolve("deploy/local/target/lib") + "/*"));
        command.add(Godwit.class.getName());
        command.addAll(List.of(arguments));
        try {
            return new GodwitCommand(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void type(String line) {
        keyboard.println(line);
    }

    /// Some line that comes after the first `after` ones contains `text`; how many lines there are
    /// up to it.
    int awaitLine(int after, String text) {
        await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> indexOf(after, text) >= 0 || !process.isAlive());
        if (indexOf(after, text) < 0)
            throw new AssertionError("ended without \"" + text + "\": " + lines);
        return indexOf(after, text) + 1;
    }

    int awaitLine(String text) {
        return awaitLine(0, text);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// Every process it has started, and those have, that lives at the moment.
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /// The process that runs one service of the stack.
    ProcessHandle service(String name) {
        return descendants().stream()
                .filter(handle ->
                        handle.info()
                                .commandLine()
                                .orElse("")
                                .contains("-Dgodwit.process=" + name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process of " + name));
    }

    /// Closes its input, as Ctrl-D does, and waits for its end.
    void leave() {
        keyboard.close();
        awaitEnd();
    }

    /// Asks it to stop, as SIGTERM does, and waits for its end.
    void stop() {
        var _ = process.toHandle().destroy(); // Process.destroy() would close its output, too
        awaitEnd();
    }

    private void awaitEnd() {
        await().atMost(PATIENCE).until(() -> !process.isAlive() && !collector.isAlive());
    }

    private int indexOf(int after, String text) {
        var now = lines();
        for (var i = after; i < now.size(); i++) if (now.get(i).contains(text)) return i;
        return -1;
    }

    private void collect(BufferedReader output) {
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine())
                lines.add(line);
        } catch (IOException e) {
            lines.add("output lost: " + e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) stop();
    }
}
