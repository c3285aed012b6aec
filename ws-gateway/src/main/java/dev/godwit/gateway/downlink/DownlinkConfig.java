package dev.godwit.gateway.downlink;

/// Where deliveries are published: brokers as `host:port,…`, and the topic with one partition per
/// slot.
public record DownlinkConfig(String bootstrap, String topic) {}
