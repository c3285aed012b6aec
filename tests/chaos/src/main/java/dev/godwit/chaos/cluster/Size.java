package dev.godwit.chaos.cluster;

/// How many processes of a cluster there are of those that it may have several of.
public record Size(int gateways, int chatServices, int clientHosts) {
    private static final int MOST = 16;

    public Size {
        within("gateways", gateways, 1);
        within("chat services", chatServices, 1);
        within("client hosts", clientHosts, 0);
    }

    int services() {
        return gateways + chatServices;
    }

    int of(Role role) {
        return switch (role) {
            case GATEWAY -> gateways;
            case CHAT -> chatServices;
            case CLIENTS -> clientHosts;
            case POSTGRES, REDIS, KAFKA -> 1;
        };
    }

    private static void within(String what, int count, int least) {
        if (count < least || count > MOST)
            throw new IllegalArgumentException(
                    "%s: %d (expected: %d..%d)".formatted(what, count, least, MOST));
    }
}
