package dev.godwit.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a kill can do to a file can be read; everything else is found.
class DamageTest {
    @TempDir Path directory;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() {
        file = directory.resolve("a.1.log");
        Samples.write(file);
        whole = Samples.bytes(file);
    }

    @Test
    void aFileCutAnywhereAfterItsFirstLineGivesAllCompleteLines() throws IOException {
        var first = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (var cut = first; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));

            var complete = 0;
            for (var i = first; i < cut; i++) if (whole[i] == '\n') complete++;
            assertThat(Samples.read(file)).isEqualTo(Samples.EVENTS.subList(0, complete));
            assertThat(torn()).as("cut at %d", cut).isEqualTo(whole[cut - 1] != '\n');
        }
    }

    @Test
    void aFileWithoutACompleteFirstLineIsBroken() throws IOException {
        for (var cut : List.of(0, 1, 20)) {
            Files.write(file, Arrays.copyOf(whole, cut));

            assertThatThrownBy(() -> Samples.read(file)).isInstanceOf(BrokenHistory.class);
        }
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        for (var at = 0; at < whole.length - 1; at++) {
            var changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);

            assertThatThrownBy(() -> Samples.read(file))
                    .as("byte %d", at)
                    .isInstanceOf(BrokenHistory.class);
        }
    }

    @Test
    void everyMissingDoubledOrSwappedLineIsFound() throws IOException {
        var lines = Files.readAllLines(file);
        for (var at = 0; at < lines.size() - 1; at++) {
            var missing = new ArrayList<>(lines);
            missing.remove(at);
            assertBroken(missing);
            var doubled = new ArrayList<>(lines);
            doubled.add(at, lines.get(at));
            assertBroken(doubled);
            var swapped = new ArrayList<>(lines);
            swapped.set(at, lines.get(at + 1));
            swapped.set(at + 1, lines.get(at));
            assertBroken(swapped);
        }
    }

    private void assertBroken(List<String> lines) throws IOException {
        Files.write(file, lines);
        assertThatThrownBy(() -> Samples.read(file)).isInstanceOf(BrokenHistory.class);
    }

    private boolean torn() {
        try (var reader = HistoryReader.open(file)) {
            Line line;
            do line = reader.next();
            while (line != null);
            return reader.torn();
        }
    }
}
