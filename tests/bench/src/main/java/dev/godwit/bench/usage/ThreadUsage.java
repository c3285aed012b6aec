package dev.godwit.bench.usage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Usage by thread of this process: those whose names begin alike are one party. Thread-safe.
public final class ThreadUsage implements UsageMeter {
    private final List<String> prefixes;

    public ThreadUsage(List<String> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    @Override
    public Map<String, Spent> read() {
        var threads = ManagementFactory.getThreadMXBean();
        var usage = new LinkedHashMap<String, Spent>();
        prefixes.forEach(prefix -> usage.put(prefix, new Spent(0, 0)));
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread == null) continue;
            for (var prefix : prefixes) {
                if (!thread.getThreadName().startsWith(prefix)) continue;
                var nanos = Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
                usage.merge(prefix, new Spent(nanos, 0), Spent::plus);
            }
        }
        return usage;
    }
}
