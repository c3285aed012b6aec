package dev.godwit.gateway.uplink;

import dev.godwit.config.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Where the chat services are and how patiently they are asked.
///
/// `chatServices`: their internal URIs, such as `http://10.0.0.7:8092`. `sendLanes`: how many
/// requests with sends may be under way. `waiting`: how many requests of one lane may wait.
/// `tryTimeout`: for one try on one node; above the chat service's own limit for a transaction.
/// `hedgeAfter`: when a read counts as slow and is tried at a second node as well. `deadline`: for
/// all tries of a batch together.
public record UplinkConfig(
        List<URI> chatServices,
        Secret secret,
        int sendLanes,
        int waiting,
        Duration connectTimeout,
        Duration tryTimeout,
        Duration hedgeAfter,
        Duration deadline) {
    public UplinkConfig {
        chatServices = List.copyOf(chatServices);
    }
}
