package dev.godwit.chaos;

import dev.godwit.checker.RunDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// What a run that passed leaves behind that is large and of no more use.
public final class Leftovers {
    private Leftovers() {}

    /// The report, the faults and what the processes said stay.
    public static void tidy(RunDirectory run) throws IOException {
        delete(run.path().resolve("system"));
        delete(run.histories());
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(file);
        }
    }
}
