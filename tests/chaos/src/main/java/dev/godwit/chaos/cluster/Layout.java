package dev.godwit.chaos.cluster;

import dev.godwit.embedded.RunLocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where each service runs and which ports it listens on, chosen once for the life of a cluster.
record Layout(
        List<String> gateways, List<String> chats, RunLocations seats, Map<String, Integer> ports) {
    private static final String INTERNAL = "/internal";
    private static final String MANAGEMENT = "/management";

    static Layout of(ClusterPlan plan, RunLocations seats, PortBlock block) {
        var gateways = plan.nodes(Role.GATEWAY);
        var chats = plan.nodes(Role.CHAT);
        var ports = new HashMap<String, Integer>();
        for (var chat : chats) {
            ports.put(chat, block.take());
            ports.put(chat + INTERNAL, block.take());
            ports.put(chat + MANAGEMENT, block.take());
        }
        for (var gateway : gateways) {
            ports.put(gateway, block.take());
            ports.put(gateway + MANAGEMENT, block.take());
        }
        return new Layout(gateways, chats, seats, Map.copyOf(ports));
    }

    RunLocation seat(String service) {
        return seats.of(service);
    }

    /// Where clients come.
    int port(String service) {
        return at(service);
    }

    /// Where the gateways call a chat service.
    int internalPort(String chat) {
        return at(chat + INTERNAL);
    }

    int managementPort(String service) {
        return at(service + MANAGEMENT);
    }

    List<String> services() {
        var all = new ArrayList<>(gateways);
        all.addAll(chats);
        return all;
    }

    private int at(String name) {
        var port = ports.get(name);
        if (port == null) throw new IllegalArgumentException("no port of " + name);
        return port;
    }
}
