package dev.godwit.checker.workload;

import java.nio.file.Path;
import java.util.List;

/// What all client processes of a run do together, as `workload.properties` in its directory.
///
/// `hosts` names the client processes; people are dealt out to them in turn, and each person has
/// all devices in one process.
public record Workload(
        long seed, List<String> hosts, Crowd crowd, Traffic traffic, Misbehaviour misbehaviour) {
    public Workload {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) throw new IllegalArgumentException("hosts: none (expected: one)");
        if (crowd.people() < 2) {
            throw new IllegalArgumentException(
                    "crowd.people: %d (expected: 2..)".formatted(crowd.people()));
        }
    }

    /// Everything there is, in a mixture that finds most: `rate` sends per second over all people.
    public static Workload usual(long seed, List<String> hosts, int people, double rate) {
        return new Workload(seed, hosts, Crowd.of(people), Traffic.at(rate), Misbehaviour.usual());
    }

    public Workload with(Crowd other) {
        return new Workload(seed, hosts, other, traffic, misbehaviour);
    }

    public Workload with(Traffic other) {
        return new Workload(seed, hosts, crowd, other, misbehaviour);
    }

    public Workload with(Misbehaviour other) {
        return new Workload(seed, hosts, crowd, traffic, other);
    }

    public void write(Path file) {
        WorkloadFile.write(this, file);
    }

    public static Workload read(Path file) {
        return WorkloadFile.read(file);
    }
}
