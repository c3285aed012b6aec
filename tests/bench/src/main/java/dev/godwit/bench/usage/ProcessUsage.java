package dev.godwit.bench.usage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Usage by process: each named one together with its children and theirs (PostgreSQL is a tree),
/// less those that have a name of their own. Thread-safe.
public final class ProcessUsage implements UsageMeter {
    private final Path proc;
    private final Map<String, Long> pids;

    public ProcessUsage(Path proc, Map<String, Long> pids) {
        this.proc = proc;
        this.pids = new LinkedHashMap<>(pids);
    }

    @Override
    public Map<String, Spent> read() {
        var table = ProcessTable.read(proc);
        var names = new HashMap<Long, String>();
        pids.forEach((name, pid) -> names.put(pid, name));
        var usage = new LinkedHashMap<String, Spent>();
        pids.forEach((name, pid) -> {
            if (table.all().containsKey(pid)) usage.put(name, new Spent(0, 0));
        });
        for (var process : table.all().values()) {
            var name = owner(process, table, names);
            if (name.isEmpty()) continue;
            var spent = new Spent(process.cpuNanos(), table.memoryBytes(process.pid()));
            usage.merge(name, spent, Spent::plus);
        }
        return usage;
    }

    /// The nearest named process among itself and those it descends from; empty if there is none.
    private static String owner(
            ProcessTable.Entry process, ProcessTable table, Map<Long, String> names) {
        for (var at = process; at != null; at = table.all().get(at.parent())) {
            var name = names.get(at.pid());
            if (name != null) return name;
        }
        return "";
    }
}
