package dev.godwit.chaos.campaign;

import dev.godwit.checker.RunDirectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What processes complained about in their logs.
public final class LogScan {
    /// How often `process` said something like `line`, of which the first is quoted.
    public record Finding(String process, long count, String line) {}

    private static final Pattern COMPLAINT =
            Pattern.compile(
                    "\\bERROR\\b|\\b(FATAL|PANIC):|^Exception in thread|OutOfMemory|StackOverflow"
                            + "|AssertionError|NullPointerException|IllegalStateException"
                            + "|ClassCastException|IndexOutOfBounds|LEAK:");

    /// What a server says of a client that was killed or too slow, and while it starts again.
    private static final Pattern EXPECTED =
            Pattern.compile(
                    "FATAL:  (the database system is|terminating connection)"
                            + "|ERROR:  (duplicate key value|canceling statement due to)");

    private static final Pattern VARYING = Pattern.compile("\\d+|0x[0-9a-f]+|[0-9a-f]{8,}");
    private static final int LONGEST = 300;

    private LogScan() {}

    /// The complaints in all logs of a run, the most frequent first.
    public static List<Finding> of(RunDirectory directory) {
        var findings = new ArrayList<Finding>();
        try (var logs = Files.list(directory.processLogs())) {
            for (var log : logs.sorted().toList()) findings.addAll(complaints(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        findings.sort(Comparator.comparingLong(Finding::count).reversed());
        return findings;
    }

    private static List<Finding> complaints(Path log) throws IOException {
        var process = log.getFileName().toString().replaceFirst("\\.log$", "");
        Map<String, Finding> found = new HashMap<>();
        try (var reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!COMPLAINT.matcher(line).find() || EXPECTED.matcher(line).find()) continue;
                var quoted = line.substring(0, Math.min(LONGEST, line.length()));
                found.merge(
                        VARYING.matcher(quoted).replaceAll("#"),
                        new Finding(process, 1, quoted),
                        (known, _) -> new Finding(process, known.count + 1, known.line));
            }
        }
        return List.copyOf(found.values());
    }
}
