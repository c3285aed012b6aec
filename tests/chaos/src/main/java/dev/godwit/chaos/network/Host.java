package dev.godwit.chaos.network;

import java.net.InetAddress;
import java.util.List;

/// One namespace: a process in it has `address`, a loopback of its own, and nothing else. `cable`
/// is the end on the bridge of what leads there.
public record Host(String name, String namespace, String cable, InetAddress address) {
    /// What a command begins with to run here.
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", namespace);
    }
}
