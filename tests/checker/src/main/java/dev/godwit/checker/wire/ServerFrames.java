package dev.godwit.checker.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Set;

/// Reads a server's frames as strictly as the protocol page describes them: fields that are not
/// known are ignored, those that are must be there, be of their type and in range. Thread-safe.
public final class ServerFrames {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final Set<String> FINAL =
            Set.of("conflict", "forbidden", "blocked", "not_found", "invalid", "too_large");
    private static final Set<String> RETRYABLE = Set.of("rate_limited", "unavailable");

    public static ServerFrame parse(byte[] utf8) throws Breach {
        var frame = new Fields(object(utf8));
        var type = frame.text("type");
        return switch (type) {
            case "welcome" ->
                    new ServerFrame.Welcome(
                            frame.text("user"),
                            frame.text("device"),
                            frame.text("session"),
                            frame.has("log") ? frame.text("log") : "",
                            frame.number("expiresAt", 1),
                            frame.number("heartbeatMs", 1),
                            (int) frame.number("window", 1),
                            (int) frame.number("maxFrameBytes", 1));
            case "accepted" -> accepted(frame);
            case "message" ->
                    new ServerFrame.Message(
                            frame.number("n", 1),
                            frame.text("id"),
                            frame.text("from"),
                            frame.text("to"),
                            frame.number("seq", 1),
                            frame.number("at", 1),
                            frame.text("kind"),
                            frame.text("body"));
            case "live" -> new ServerFrame.Live(frame.number("n", 0));
            case "receipt" ->
                    new ServerFrame.Receipt(
                            frame.text("peer"),
                            frame.text("user"),
                            frame.number("delivered", 0),
                            frame.number("read", 0));
            case "goaway" -> new ServerFrame.GoAway(frame.number("reconnectInMs", 0));
            case "error" -> error(frame);
            case "pong" -> new ServerFrame.Pong();
            default -> throw new Breach("unknown type: " + type);
        };
    }

    /// The same fields are the answer of `POST /v1/messages`.
    static ServerFrame.Accepted accepted(JsonNode body) throws Breach {
        return accepted(new Fields(body));
    }

    private static ServerFrame.Accepted accepted(Fields frame) throws Breach {
        return new ServerFrame.Accepted(
                frame.text("id"),
                frame.text("peer"),
                frame.number("seq", 1),
                frame.number("at", 1),
                frame.flag("duplicate"),
                frame.has("n") ? frame.number("n", 1) : 0);
    }

    private static ServerFrame error(Fields frame) throws Breach {
        var code = frame.text("code");
        frame.text("message");
        if (!frame.has("id")) throw new Breach("error without an id: " + frame);
        if (FINAL.contains(code)) return new ServerFrame.Refused(frame.text("id"), code);
        if (RETRYABLE.contains(code)) {
            return new ServerFrame.NotNow(frame.text("id"), code, frame.number("retryInMs", 0));
        }
        throw new Breach("an error nobody gave cause for: " + frame);
    }

    private static JsonNode object(byte[] utf8) throws Breach {
        JsonNode frame;
        try {
            frame = JSON.readTree(utf8);
        } catch (JsonProcessingException e) {
            throw new Breach("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
        if (frame == null || !frame.isObject()) throw new Breach("not a JSON object");
        return frame;
    }

    private record Fields(JsonNode frame) {
        boolean has(String name) {
            return frame.has(name);
        }

        String text(String name) throws Breach {
            var value = frame.get(name);
            if (value == null || !value.isTextual()) throw new Breach(name + " missing: " + this);
            return value.textValue();
        }

        long number(String name, long least) throws Breach {
            var value = frame.get(name);
            if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new Breach(name + " missing: " + this);
            }
            if (value.longValue() < least) throw new Breach(name + " out of range: " + this);
            return value.longValue();
        }

        boolean flag(String name) throws Breach {
            var value = frame.get(name);
            if (value == null) return false;
            if (!value.isBoolean()) throw new Breach(name + " is no flag: " + this);
            return value.booleanValue();
        }

        @Override
        public String toString() {
            var text = frame.toString();
            return text.length() <= 200 ? text : text.substring(0, 200) + " …";
        }
    }

    private ServerFrames() {}
}
