package dev.godwit.checker.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;

/// What a client says, as UTF-8 JSON.
public final class ClientFrames {
    public static byte[] send(String id, String to, String kind, String body) {
        return utf8(frame("send").put("id", id).put("to", to).put("kind", kind).put("body", body));
    }

    public static byte[] ack(long n) {
        return utf8(frame("ack").put("n", n));
    }

    public static byte[] auth(String jwt) {
        return utf8(frame("auth").put("token", jwt));
    }

    public static byte[] ping() {
        return utf8(frame("ping"));
    }

    private static ObjectNode frame(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static byte[] utf8(ObjectNode frame) {
        return frame.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ClientFrames() {}
}
