package dev.godwit.bench.load;

import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/// The request that turns a connection into a WebSocket, and the judgement of its answer.
public final class Upgrade {
    private Upgrade() {}

    public static String request(Participant participant, String device) {
        var key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        return """
        GET /v1/ws?device=%s HTTP/1.1
        Host: %s:%d
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: %s
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: godwit.v1
        Authorization: Bearer %s

        """
                .formatted(
                        device,
                        participant.gateway().getHost(),
                        participant.gateway().getPort(),
                        Base64.getEncoder().encodeToString(key),
                        participant.token())
                .replace("\n", "\r\n");
    }

    static boolean accepted(String head) {
        return head.startsWith("HTTP/1.1 101 ");
    }
}
