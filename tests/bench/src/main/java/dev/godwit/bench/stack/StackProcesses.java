package dev.godwit.bench.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds the processes of one local stack: the supervisor and the servers by the process ids they
/// leave in the data directory, gateways and chat services by their command lines, which name their
/// process and a configuration in that directory.
final class StackProcesses {
    private static final String SUPERVISOR = "running";
    private static final List<String> SERVERS = List.of("kafka", "postgres", "redis");
    private static final String NAME = "-Dgodwit.process=";

    private final Path directory;
    private final Path proc;

    StackProcesses(Path directory, Path proc) {
        this.directory = directory;
        this.proc = proc;
    }

    boolean running() {
        var supervisor = pid(directory.resolve(SUPERVISOR));
        return supervisor > 0 && Files.isDirectory(proc.resolve(String.valueOf(supervisor)));
    }

    Map<String, Long> byName() {
        var pids = new TreeMap<String, Long>();
        pids.put("supervisor", pid(directory.resolve(SUPERVISOR)));
        for (var server : SERVERS) pids.put(server, pid(directory.resolve(server).resolve("pid")));
        pids.values().removeIf(pid -> pid <= 0);
        try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var process : processes) addService(process, pids);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pids;
    }

    private void addService(Path process, Map<String, Long> pids) {
        var config = directory.resolve("config").toString();
        var name = "";
        var ours = false;
        for (var word : commandLine(process)) {
            if (word.startsWith(NAME)) name = word.substring(NAME.length());
            if (word.startsWith(config)) ours = true;
        }
        if (ours && !name.isEmpty()) pids.put(name, Long.valueOf(process.getFileName().toString()));
    }

    private static List<String> commandLine(Path process) {
        try {
            var bytes = Files.readAllBytes(process.resolve("cmdline"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of(); // it has ended meanwhile
        }
    }

    /// The first word of the file; 0 if there is none.
    private static long pid(Path file) {
        try {
            var words = Files.readString(file).strip().split("\\s+", -1);
            return Long.parseLong(words[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
