package dev.godwit.chaos.cluster;

import java.time.Duration;
import java.util.Map;

/// The intervals by which the system finds its faults.
///
/// `lease` of a gateway's slot, renewed every `renewal`; `routeLife` of presence values, refreshed
/// three times in it; `drain`: over how long a gateway that stops sends its clients elsewhere.
public record Timing(
        Duration heartbeat, Duration lease, Duration renewal, Duration routeLife, Duration drain) {
    /// Short, so that many faults and their repair fit into a minute.
    public static Timing quick() {
        return new Timing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(2));
    }

    /// What the services do unless told otherwise.
    public static Timing production() {
        return new Timing(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10));
    }

    /// How long it takes until every presence value has been looked after once.
    public Duration sweep() {
        return routeLife.dividedBy(3);
    }

    Map<String, String> gatewaySettings() {
        return Map.of(
                "gateway.heartbeat", heartbeat.toMillis() + "ms",
                "gateway.lease", lease.toMillis() + "ms",
                "gateway.lease-renewal", renewal.toMillis() + "ms",
                "gateway.route-life", routeLife.toMillis() + "ms",
                "gateway.drain", drain.toMillis() + "ms");
    }
}
