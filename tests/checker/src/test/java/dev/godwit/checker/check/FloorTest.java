package dev.godwit.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.checker.history.Found;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Entries that a device still waits for may be gone up to the floor of their log, and nowhere
/// above it.
class FloorTest {
    private static final int SEEDS = 60;

    @TempDir Path directory;

    @Test
    void entriesMayBeGoneUpToTheFloorAndNotAboveIt() throws IOException {
        var judged = 0;
        for (var seed = 1L; seed <= SEEDS; seed++) {
            var run = Generator.recording(seed);
            var due =
                    Place.all(run, Found.Entry.class).stream()
                            .filter(EvidenceMutations::due)
                            .findFirst();
            if (due.isEmpty()) continue;
            judged++;
            var user = due.get().event().user();
            var n = due.get().event().n();

            assertThat(judged(swept(run, user, n, n), seed + "-at"))
                    .as("seed %d", seed)
                    .isInstanceOf(Verdict.Passed.class);
            assertThat(judged(swept(run, user, n, n - 1), seed + "-above"))
                    .as("seed %d", seed)
                    .isInstanceOf(Verdict.Failed.class);
        }
        assertThat(judged).isPositive();
    }

    /// Without the user's entries up to `n`, and with that floor.
    private static Recording swept(Recording run, String user, long n, long floor) {
        var copy = run.copy();
        copy.evidence()
                .removeIf(timed ->
                        timed.event() instanceof Found.Entry entry
                                && entry.user().equals(user)
                                && entry.n() <= n);
        copy.evidence()
                .replaceAll(timed ->
                        timed.event() instanceof Found.Head head && head.user().equals(user)
                                ? new Timed(
                                        timed.micros(), new Found.Head(user, head.head(), floor))
                                : timed);
        return copy;
    }

    private Verdict judged(Recording recording, String name) throws IOException {
        return Checker.judge(
                recording.write(directory.resolve(name)),
                MinimumCoverage.none(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
