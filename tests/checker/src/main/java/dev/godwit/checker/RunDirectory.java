package dev.godwit.checker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where everything of one run is kept: what clients and faults wrote while it went on, what the
/// processes said, and the report.
public record RunDirectory(Path path) {
    private static final Pattern HISTORY = Pattern.compile("(.+)\\.([0-9]{1,9})\\.log");

    /// How to reach the system under test: the [Target].
    public Path target() {
        return path.resolve("run.properties");
    }

    /// What the clients do: the workload.
    public Path workload() {
        return path.resolve("workload.properties");
    }

    /// One file for each incarnation of each client process.
    public Path histories() {
        return path.resolve("clients");
    }

    public Path history(String host, int incarnation) {
        return histories().resolve("%s.%d.log".formatted(host, incarnation));
    }

    /// The histories that are there, ordered by host and incarnation.
    public List<Path> historyFiles() {
        if (!Files.isDirectory(histories())) return List.of();
        try (var files = Files.list(histories())) {
            return files.filter(file -> HISTORY.matcher(file.getFileName().toString()).matches())
                    .sorted(
                            Comparator.comparing(RunDirectory::host)
                                    .thenComparingInt(RunDirectory::incarnation))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String host(Path file) {
        return named(file).group(1);
    }

    private static int incarnation(Path file) {
        return Integer.parseInt(named(file).group(2));
    }

    private static Matcher named(Path file) {
        var name = HISTORY.matcher(file.getFileName().toString());
        if (!name.matches()) throw new IllegalArgumentException(file + " is not a history");
        return name;
    }

    /// What was done to the system, and the evidence of it; chained like the histories.
    public Path faults() {
        return path.resolve("faults.log");
    }

    /// What was found in the system once it was quiet; chained like the histories.
    public Path evidence() {
        return path.resolve("evidence.log");
    }

    /// One file for each process under test.
    public Path processLogs() {
        return path.resolve("logs");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path reportAsJson() {
        return path.resolve("report.json");
    }
}
