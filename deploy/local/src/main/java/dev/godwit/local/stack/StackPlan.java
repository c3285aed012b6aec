package dev.godwit.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/// How many services there are and where each of them listens on 127.0.0.1. Services are counted
/// from 1.
///
/// Beside the ports that people see, each service has ports at a fixed distance from its own: a
/// chat service [#INTERNAL] for the gateways, and every service [#MANAGEMENT] for health and
/// metrics.
public record StackPlan(
        int gateways,
        int chatServices,
        int gatewayPort,
        int chatPort,
        int postgresPort,
        int redisPort,
        int kafkaPort,
        boolean tls) {
    static final int INTERNAL = 100;
    static final int MANAGEMENT = 200;

    /// Something that listens: what it is, where, and the option that moves it.
    record Listener(String name, int port, String option) {}

    public StackPlan {
        atLeastOne("--gateways", gateways);
        atLeastOne("--chat-services", chatServices);
    }

    /// Throws [StackFailed] where two listeners would meet or a port does not exist.
    public StackPlan checked() {
        var seen = new HashMap<Integer, Listener>();
        for (var listener : listeners()) {
            if (listener.port < 1 || listener.port > 65_535)
                throw new StackFailed(
                        "%s would listen on port %d (expected: 1..65535); change %s"
                                .formatted(listener.name, listener.port, listener.option));
            var other = seen.putIfAbsent(listener.port, listener);
            if (other != null)
                throw new StackFailed(
                        "%s and %s would both listen on port %d; change %s or %s"
                                .formatted(
                                        other.name,
                                        listener.name,
                                        listener.port,
                                        other.option,
                                        listener.option));
        }
        return this;
    }

    List<Listener> listeners() {
        var all = new ArrayList<Listener>();
        all.add(new Listener("PostgreSQL", postgresPort, "--pg-port"));
        all.add(new Listener("Redis", redisPort, "--redis-port"));
        all.add(new Listener("Kafka", kafkaPort, "--kafka-port"));
        for (var i = 1; i <= chatServices; i++) {
            all.add(new Listener(chatName(i), chatPort(i), "--chat-port"));
            all.add(new Listener(chatName(i), chatPort(i) + INTERNAL, "--chat-port"));
            all.add(new Listener(chatName(i), chatPort(i) + MANAGEMENT, "--chat-port"));
        }
        for (var i = 1; i <= gateways; i++) {
            all.add(new Listener(gatewayName(i), gatewayPort(i), "--gateway-port"));
            all.add(new Listener(gatewayName(i), gatewayPort(i) + MANAGEMENT, "--gateway-port"));
        }
        return all;
    }

    int gatewayPort(int i) {
        return gatewayPort + i - 1;
    }

    int chatPort(int i) {
        return chatPort + i - 1;
    }

    static String gatewayName(int i) {
        return "gateway-" + i;
    }

    static String chatName(int i) {
        return "chat-" + i;
    }

    /// Where clients connect, each without a path.
    List<String> gatewayUrls() {
        return IntStream.rangeClosed(1, gateways)
                .mapToObj(i -> (tls ? "wss" : "ws") + "://" + host() + ":" + gatewayPort(i))
                .toList();
    }

    /// The gateways in a form for people.
    public String addressesForClients() {
        return gatewayUrls().stream()
                .map(url -> url + "/v1/ws")
                .collect(java.util.stream.Collectors.joining("  "));
    }

    List<String> chatUrls() {
        return IntStream.rangeClosed(1, chatServices)
                .mapToObj(i -> "http://127.0.0.1:" + chatPort(i))
                .toList();
    }

    List<String> internalUrls() {
        return IntStream.rangeClosed(1, chatServices)
                .mapToObj(i -> "http://127.0.0.1:" + (chatPort(i) + INTERNAL))
                .toList();
    }

    /// The self-signed certificate is for both names; people read this one.
    private String host() {
        return tls ? "localhost" : "127.0.0.1";
    }

    private static void atLeastOne(String option, int count) {
        if (count < 1 || count > 64)
            throw new StackFailed("%s %d (expected: 1..64)".formatted(option, count));
    }
}
