package dev.godwit.checker.check;

import dev.godwit.checker.RunDirectory;
import dev.godwit.checker.history.Event;
import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Ended;
import dev.godwit.checker.history.HistoryWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a run leaves behind, before it is written: what a test may change.
final class Recording {
    static final String FAULTS = "faults.log";
    static final String EVIDENCE = "evidence.log";

    /// By the path in the run's directory.
    final Map<String, List<Timed>> files = new LinkedHashMap<>();

    static String history(String host, int incarnation) {
        return "clients/%s.%d.log".formatted(host, incarnation);
    }

    void add(String file, long micros, Event event) {
        files.computeIfAbsent(file, name -> new ArrayList<>()).add(new Timed(micros, event));
    }

    List<Timed> evidence() {
        return files.getOrDefault(EVIDENCE, List.of());
    }

    Recording copy() {
        var copy = new Recording();
        files.forEach((file, events) -> copy.files.put(file, new ArrayList<>(events)));
        return copy;
    }

    /// Writes it into an empty directory; every chain is right.
    RunDirectory write(Path directory) throws IOException {
        Files.createDirectories(directory);
        files.forEach((file, events) -> write(directory.resolve(file), events));
        return new RunDirectory(directory);
    }

    private static void write(Path file, List<Timed> events) {
        if (events.isEmpty() || !(events.getFirst().event() instanceof Began began)) {
            throw new IllegalArgumentException(file + " does not begin");
        }
        var clock = new long[] {events.getFirst().micros()};
        var writer = HistoryWriter.create(file, began, () -> clock[0]);
        for (var timed : events.subList(1, events.size())) {
            clock[0] = timed.micros();
            if (!(timed.event() instanceof Ended)) writer.record(timed.event());
        }
        if (events.getLast().event() instanceof Ended) writer.close();
        else writer.abandon();
    }
}
