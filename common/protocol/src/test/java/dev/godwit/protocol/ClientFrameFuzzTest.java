package dev.godwit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Whatever a client sends is a frame within its limits, or refused in a few words.
class ClientFrameFuzzTest {
    private static final int MAX_ANSWER_BYTES = 1_024;
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final int BEFORE = 3;

    private final ClientFrameDecoder decoder = new ClientFrameDecoder(MAX_BODY_BYTES);
    private final ServerFrameEncoder encoder = new ServerFrameEncoder();
    private final ObjectMapper json = new ObjectMapper();

    @FuzzTest(maxDuration = "5m")
    void aFrame(byte[] bytes) throws Exception {
        try {
            var frame = decoder.decode(bytes, 0, bytes.length);
            checkLimits(frame);
            var again = rendered(frame);
            assertThat(decoder.decode(again, 0, again.length)).isEqualTo(frame);
            assertThat(inTheMiddle(bytes)).isEqualTo(frame);
        } catch (MalformedFrame e) {
            checkRefusal(e);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void aSendOverHttp(byte[] bytes) throws Exception {
        try {
            var send = decoder.decodeSend(bytes);
            checkLimits(send);
            assertThat(decoder.decodeSend(rendered(send))).isEqualTo(send);
        } catch (MalformedFrame e) {
            checkRefusal(e);
        }
    }

    private void checkRefusal(MalformedFrame e) {
        assertThat(encoder.encode(e.toRefusal())).hasSizeLessThan(MAX_ANSWER_BYTES);
    }

    private static void checkLimits(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Send(var id, var to, var kind, var body) -> {
                assertThat(id.value()).hasSizeBetween(1, 64);
                assertThat(to.value()).hasSizeBetween(1, 128);
                assertThat(kind).hasSizeBetween(1, Limits.MAX_KIND_CHARS);
                var utf8 = body.getBytes(StandardCharsets.UTF_8);
                assertThat(utf8).hasSizeLessThanOrEqualTo(MAX_BODY_BYTES);
                assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(body);
            }
            case ClientFrame.Ack(var n) -> assertThat(n).isNotNegative();
            case ClientFrame.Auth(var token) -> assertThat(token).isNotNull();
            case ClientFrame.Ping() -> {}
        }
    }

    /// A frame is often a part of a larger buffer.
    private ClientFrame inTheMiddle(byte[] bytes) throws MalformedFrame {
        var around = new byte[bytes.length + 2 * BEFORE];
        Arrays.fill(around, (byte) '}');
        System.arraycopy(bytes, 0, around, BEFORE, bytes.length);
        return decoder.decode(around, BEFORE, bytes.length);
    }

    private byte[] rendered(ClientFrame frame) throws JsonProcessingException {
        return json.writeValueAsBytes(
                switch (frame) {
                    case ClientFrame.Send(var id, var to, var kind, var body) ->
                            Map.of(
                                    "type",
                                    "send",
                                    "id",
                                    id.value(),
                                    "to",
                                    to.value(),
                                    "kind",
                                    kind,
                                    "body",
                                    body);
                    case ClientFrame.Ack(var n) -> Map.of("type", "ack", "n", n);
                    case ClientFrame.Auth(var token) -> Map.of("type", "auth", "token", token);
                    case ClientFrame.Ping() -> Map.of("type", "ping");
                });
    }
}
