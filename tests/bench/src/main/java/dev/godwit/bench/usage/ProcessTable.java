package dev.godwit.bench.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Every process of the machine at one moment, as `/proc` shows it.
///
/// `all`: by process id.
record ProcessTable(Path proc, Map<Long, Entry> all) {
    /// The kernel shows times in hundredths of a second, whatever its own tick is.
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    /// `cpuNanos` holds what its ended and reaped children used, too.
    record Entry(long pid, long parent, long cpuNanos) {}

    static ProcessTable read(Path proc) {
        var all = new HashMap<Long, Entry>();
        try (var directories = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var directory : directories) add(directory, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcessTable(proc, all);
    }

    /// Memory of its own plus its share of what it shares, in bytes; 0 where that may not be read.
    long memoryBytes(long pid) {
        var rollup = proc.resolve(String.valueOf(pid)).resolve("smaps_rollup");
        try (var lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        } catch (IOException | UncheckedIOException e) {
            return 0; // ended meanwhile, or somebody else's
        }
    }

    private static void add(Path directory, Map<Long, Entry> all) throws IOException {
        try {
            var entry = entry(Files.readString(directory.resolve("stat")));
            all.put(entry.pid(), entry);
        } catch (NoSuchFileException e) {
            return; // ended meanwhile
        } catch (IOException e) {
            if (Files.exists(directory)) throw e;
        }
    }

    /// The command's name, in brackets, may hold anything: fields are counted after it.
    static Entry entry(String stat) {
        var pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        var ticks = 0L;
        for (var i = USER_TIME; i <= CHILDREN_SYSTEM_TIME; i++) ticks += Long.parseLong(fields[i]);
        return new Entry(pid, Long.parseLong(fields[PARENT]), ticks * NANOS_PER_TICK);
    }
}
