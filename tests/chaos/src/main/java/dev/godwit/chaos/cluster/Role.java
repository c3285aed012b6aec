package dev.godwit.chaos.cluster;

/// What a process of the system is for. Its `prefix` begins the names of its nodes.
public enum Role {
    GATEWAY("gateway"),
    CHAT("chat"),
    CLIENTS("clients"),
    POSTGRES("postgres"),
    REDIS("redis"),
    KAFKA("kafka");

    private final String prefix;

    Role(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    /// There is one server of a kind, and it has no number.
    String node(int i) {
        return switch (this) {
            case GATEWAY, CHAT, CLIENTS -> prefix + "-" + i;
            case POSTGRES, REDIS, KAFKA -> prefix;
        };
    }
}
