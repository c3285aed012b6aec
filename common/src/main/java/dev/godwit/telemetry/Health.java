package dev.godwit.telemetry;

import dev.godwit.lifecycle.Readiness;
import dev.godwit.lifecycle.Readiness.Status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The readiness of a process: ready when no part is missing. Thread-safe.
public record Health(List<Readiness> parts) {
    public Health {
        parts = List.copyOf(parts);
    }

    public boolean ready() {
        return parts.stream().noneMatch(part -> part.status() instanceof Status.NotReady);
    }

    /// Part name → `ready`, what is degraded, or the reason why it is not ready.
    public Map<String, String> report() {
        var report = new LinkedHashMap<String, String>();
        for (var part : parts)
            report.put(
                    part.name(),
                    switch (part.status()) {
                        case Status.Ready() -> "ready";
                        case Status.Degraded(var reason) -> "degraded: " + reason;
                        case Status.NotReady(var reason) -> reason;
                    });
        return report;
    }
}
