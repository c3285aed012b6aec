package dev.godwit.chaos.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;

/// What tokens are signed with, and what gateways and chat services know each other by; made anew
/// for each cluster.
record Secrets(String tokens, String internal) {
    static final String ISSUER = "godwit-chaos";
    static final String AUDIENCE = "godwit";

    static Secrets made() {
        var random = new SecureRandom();
        return new Secrets(made(random), made(random));
    }

    private static String made(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
