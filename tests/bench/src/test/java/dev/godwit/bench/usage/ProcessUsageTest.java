package dev.godwit.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ProcessUsageTest {
    private static final long TICK = 10_000_000;

    @TempDir Path proc;

    @Test
    void aProcessHasItsChildrenButNotThoseWithANameOfTheirOwn() throws IOException {
        process(10, 1, "supervisor", 5);
        process(20, 10, "java", 100);
        process(30, 10, "postgres) (x", 1);
        process(31, 30, "postgres", 40);
        process(32, 31, "postgres", 2);
        process(99, 1, "stranger", 7_000);
        var meter =
                new ProcessUsage(
                        proc, Map.of("supervisor", 10L, "gateway-1", 20L, "postgres", 30L));

        var usage = meter.read();

        assertThat(usage)
                .containsOnly(
                        Map.entry("supervisor", new Spent(5 * TICK, 1_024_000)),
                        Map.entry("gateway-1", new Spent(100 * TICK, 1_024_000)),
                        Map.entry("postgres", new Spent(43 * TICK, 3 * 1_024_000)));
    }

    @Test
    void timeOfAChildThatEndedStaysWithItsParent() {
        var entry = ProcessTable.entry("30 (p) S 10 0 0 0 0 0 0 0 0 0 1 2 30 40 20 0 1 0 9 0 0");

        assertThat(entry).isEqualTo(new ProcessTable.Entry(30, 10, 73 * TICK));
    }

    @Test
    void aProcessThatEndedIsNamed() throws IOException {
        process(10, 1, "a", 5);
        var meter = new ProcessUsage(proc, Map.of("a", 10L, "b", 11L));
        process(11, 1, "b", 1);
        var before = meter.read();
        Files.delete(proc.resolve("11/stat"));
        process(10, 1, "a", 8);

        var usage = Usage.between(before, meter.read());

        assertThat(usage.gone()).containsExactly("b");
        assertThat(usage.byName()).isEqualTo(Map.of("a", new Spent(3 * TICK, 1_024_000)));
    }

    @Test
    void thisMachineShowsThisProcess() {
        var self = ProcessHandle.current().pid();

        var usage = new ProcessUsage(Path.of("/proc"), Map.of("self", self)).read();

        assertThat(usage.get("self"))
                .satisfies(spent -> {
                    assertThat(spent.cpuNanos()).isPositive();
                    assertThat(spent.memoryBytes()).isPositive();
                });
    }

    @Test
    void threadsAreGatheredByTheBeginningOfTheirNames() {
        var name = Thread.currentThread().getName();

        var usage = new ThreadUsage(List.of(name, "nobody-")).read();

        assertThat(usage.get(name)).satisfies(spent -> assertThat(spent.cpuNanos()).isPositive());
        assertThat(usage).containsEntry("nobody-", new Spent(0, 0));
    }

    private void process(long pid, long parent, String name, long ticks) throws IOException {
        var directory = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(
                directory.resolve("stat"),
                "%d (%s) S %d 0 0 0 0 0 0 0 0 0 %d 0 0 0 20 0 1 0 9 0 0\n"
                        .formatted(pid, name, parent, ticks));
        Files.writeString(directory.resolve("smaps_rollup"), "Rss: 9 kB\nPss:    1000 kB\n");
    }
}
