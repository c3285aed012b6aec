package dev.godwit.telemetry;

import dev.godwit.lifecycle.Readiness;
import dev.godwit.lifecycle.Readiness.Status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The readiness of a process: ready when every part is. Thread-safe.
public record Health(List<Readiness> parts) {
    public Health {
        parts = List.copyOf(parts);
    }

    public boolean ready() {
        return parts.stream().allMatch(part -> part.status() instanceof Status.Ready);
    }

    /// Part name → `ready` or the reason why not.
    public Map<String, String> report() {
        var report = new LinkedHashMap<String, String>();
        for (var part : parts)
            report.put(
                    part.name(),
                    switch (part.status()) {
                        case Status.Ready() -> "ready";
                        case Status.NotReady(var reason) -> reason;
                    });
        return report;
    }
}
