package dev.godwit.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import dev.godwit.protocol.ServerFrame.Accepted;
import dev.godwit.protocol.ServerFrame.GoAway;
import dev.godwit.protocol.ServerFrame.Live;
import dev.godwit.protocol.ServerFrame.Message;
import dev.godwit.protocol.ServerFrame.Pong;
import dev.godwit.protocol.ServerFrame.Receipt;
import dev.godwit.protocol.ServerFrame.Refusal;
import dev.godwit.protocol.ServerFrame.Welcome;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes a server frame as UTF-8 JSON. Thread-safe.
public final class ServerFrameEncoder {
    public byte[] encode(ServerFrame frame) {
        var bytes = new ByteArrayBuilder(256);
        try (var json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            write(frame, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(ServerFrame frame, JsonGenerator json) throws IOException {
        switch (frame) {
            case Welcome welcome -> {
                json.writeStringField("type", "welcome");
                json.writeStringField("user", welcome.user().value());
                json.writeStringField("device", welcome.device().value());
                json.writeStringField("session", welcome.session());
                if (welcome.log() != null) {
                    json.writeStringField("log", welcome.log().value());
                }
                if (welcome.n() != null) {
                    json.writeNumberField("n", welcome.n());
                }
                json.writeNumberField("expiresAt", welcome.expiresAt());
                json.writeNumberField("heartbeatMs", welcome.heartbeatMs());
                json.writeNumberField("window", welcome.window());
                json.writeNumberField("maxFrameBytes", welcome.maxFrameBytes());
            }
            case Accepted accepted -> {
                json.writeStringField("type", "accepted");
                json.writeStringField("id", accepted.id().value());
                json.writeStringField("peer", accepted.peer().value());
                json.writeNumberField("seq", accepted.seq());
                json.writeNumberField("at", accepted.at());
                if (accepted.duplicate()) json.writeBooleanField("duplicate", true);
                if (accepted.n() > 0) json.writeNumberField("n", accepted.n());
            }
            case Message message -> {
                json.writeStringField("type", "message");
                if (message.n() > 0) json.writeNumberField("n", message.n());
                json.writeStringField("id", message.id().value());
                json.writeStringField("from", message.from().value());
                json.writeStringField("to", message.to().value());
                json.writeNumberField("seq", message.seq());
                json.writeNumberField("at", message.at());
                json.writeStringField("kind", message.kind());
                json.writeStringField("body", message.body());
            }
            case Live live -> {
                json.writeStringField("type", "live");
                json.writeNumberField("n", live.n());
            }
            case Receipt receipt -> {
                json.writeStringField("type", "receipt");
                json.writeStringField("peer", receipt.peer().value());
                json.writeStringField("user", receipt.user().value());
                json.writeNumberField("delivered", receipt.delivered());
                json.writeNumberField("read", receipt.read());
            }
            case GoAway goAway -> {
                json.writeStringField("type", "goaway");
                json.writeNumberField("reconnectInMs", goAway.reconnectInMs());
            }
            case Refusal error -> {
                json.writeStringField("type", "error");
                json.writeStringField("code", error.code().wireName());
                if (error.id() != null) json.writeStringField("id", error.id());
                if (error.retryInMs() != null)
                    json.writeNumberField("retryInMs", error.retryInMs());
                json.writeStringField("message", error.message());
            }
            case Pong ignored -> json.writeStringField("type", "pong");
        }
    }
}
