package dev.godwit.embedded;

import java.util.ArrayList;
import java.util.List;

/// Where a process runs: the address on which it listens, and what a command begins with to run
/// there.
public record RunLocation(String address, List<String> prefix) {
    /// Beside this JVM, and reached from this machine alone.
    public static final RunLocation LOOPBACK = new RunLocation("127.0.0.1", List.of());

    public RunLocation {
        prefix = List.copyOf(prefix);
    }

    public boolean isLoopback() {
        return equals(LOOPBACK);
    }

    /// `host:port`.
    public String at(int port) {
        return address + ":" + port;
    }

    public List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
