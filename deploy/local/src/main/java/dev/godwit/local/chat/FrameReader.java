package dev.godwit.local.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Reads what a server says. Thread-safe.
final class FrameReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FrameReader() {}

    /// Null for what this client does not know, as the protocol asks.
    static @Nullable ServerFrame read(String text) {
        try {
            return frame(JSON.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable ServerFrame frame(JsonNode json) {
        return switch (json.path("type").asText()) {
            case "welcome" ->
                    new ServerFrame.Welcome(
                            new UserId(json.path("user").asText()),
                            new DeviceId(json.path("device").asText()),
                            json.path("session").asText(),
                            json.path("log").isTextual()
                                    ? new LogGeneration(json.path("log").textValue())
                                    : null,
                            json.path("n").isIntegralNumber() ? json.path("n").asLong() : null,
                            json.path("expiresAt").asLong(),
                            json.path("heartbeatMs").asLong(),
                            json.path("window").asInt(),
                            json.path("maxFrameBytes").asInt());
            case "accepted" ->
                    new ServerFrame.Accepted(
                            new ClientMessageId(json.path("id").asText()),
                            new UserId(json.path("peer").asText()),
                            json.path("seq").asLong(),
                            json.path("at").asLong(),
                            json.path("duplicate").asBoolean(),
                            json.path("n").asLong());
            case "message" -> message(json);
            case "live" -> new ServerFrame.Live(json.path("n").asLong());
            case "receipt" ->
                    new ServerFrame.Receipt(
                            new UserId(json.path("peer").asText()),
                            new UserId(json.path("user").asText()),
                            json.path("delivered").asLong(),
                            json.path("read").asLong());
            case "goaway" -> new ServerFrame.GoAway(json.path("reconnectInMs").asLong());
            case "error" ->
                    new ServerFrame.Refusal(
                            code(json.path("code").asText()),
                            json.path("id").asText(null),
                            json.has("retryInMs") ? json.path("retryInMs").asLong() : null,
                            json.path("message").asText());
            case "pong" -> new ServerFrame.Pong();
            default -> null;
        };
    }

    /// A message as a frame or as a history page has it.
    static ServerFrame.Message message(JsonNode json) {
        return new ServerFrame.Message(
                json.path("n").asLong(),
                new ClientMessageId(json.path("id").asText()),
                new UserId(json.path("from").asText()),
                new UserId(json.path("to").asText()),
                json.path("seq").asLong(),
                json.path("at").asLong(),
                json.path("kind").asText(),
                json.path("body").asText());
    }

    /// A code that this client does not know is final, like most.
    private static ErrorCode code(String wireName) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.wireName().equals(wireName))
                .findFirst()
                .orElse(ErrorCode.INVALID);
    }
}
