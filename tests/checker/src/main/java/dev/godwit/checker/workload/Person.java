package dev.godwit.checker.workload;

import java.util.List;

/// Somebody who takes part: their devices, and the people they talk with.
public record Person(int index, String user, List<Device> devices, List<String> friends) {
    public Person {
        devices = List.copyOf(devices);
        friends = List.copyOf(friends);
    }

    /// One installation, and how it differs from the ideal.
    public record Device(String name, boolean badLink, boolean slowReader, boolean lateAcker) {}
}
