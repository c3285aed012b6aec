package dev.godwit.chaos.report;

import dev.godwit.checker.history.Event.FaultBegan;
import dev.godwit.checker.history.Event.FaultEnded;
import dev.godwit.checker.history.HistoryReader;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// One fault from its beginning to its end, in microseconds; without an end it lasted until the run
/// had.
record FaultSpan(FaultBegan fault, long began, @Nullable Long ended, String evidence) {
    static List<FaultSpan> read(Path file) {
        if (!Files.exists(file)) return List.of();
        var spans = new LinkedHashMap<Long, FaultSpan>();
        try (var reader = HistoryReader.open(file)) {
            for (var line = reader.next(); line != null; line = reader.next()) {
                var micros = line.micros();
                if (line.event() instanceof FaultBegan began) {
                    spans.put(began.id(), new FaultSpan(began, micros, null, ""));
                } else if (line.event() instanceof FaultEnded(var id, var evidence)) {
                    spans.computeIfPresent(
                            id,
                            (_, span) -> new FaultSpan(span.fault, span.began, micros, evidence));
                }
            }
        }
        return new ArrayList<>(spans.values());
    }

    /// What the evidence says under `key`, where it is a number.
    @Nullable Double measured(String key) {
        for (var word : evidence.split(" ", -1)) {
            if (word.startsWith(key + "=") && word.substring(key.length() + 1).matches("[0-9.]+")) {
                return Double.valueOf(word.substring(key.length() + 1));
            }
        }
        return null;
    }
}
