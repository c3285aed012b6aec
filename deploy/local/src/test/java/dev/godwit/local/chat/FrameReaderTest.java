package dev.godwit.local.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

class FrameReaderTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ClientMessageId ID = new ClientMessageId("m-1");

    static Stream<ServerFrame> frames() {
        return Stream.of(
                new ServerFrame.Welcome(ALICE, new DeviceId("cli"), "s", 9, 30_000, 256, 65_536),
                new ServerFrame.Accepted(ID, BOB, 7, 9, true, 3),
                new ServerFrame.Accepted(ID, BOB, 7, 9, false, 0),
                new ServerFrame.Message(121, ID, BOB, ALICE, 7, 9, "text", "hi\n\"🐦\""),
                new ServerFrame.Live(121),
                new ServerFrame.Receipt(BOB, BOB, 7, 0),
                new ServerFrame.GoAway(500),
                new ServerFrame.Refusal(ErrorCode.RATE_LIMITED, "m-1", 500L, "too fast"),
                new ServerFrame.Refusal(ErrorCode.MALFORMED, null, null, "not JSON"),
                new ServerFrame.Pong());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void whatAServerWritesIsReadBack(ServerFrame frame) {
        var json = new String(new ServerFrameEncoder().encode(frame), StandardCharsets.UTF_8);

        assertThat(FrameReader.read(json)).isEqualTo(frame);
    }

    /// What servers of later versions may say besides.
    @ParameterizedTest
    @MethodSource("frames")
    void whatALaterServerAddsIsPassedOver(ServerFrame frame) {
        var json = new String(new ServerFrameEncoder().encode(frame), StandardCharsets.UTF_8);
        var added =
                "{\"url\":\"wss://elsewhere.example\",\"replyTo\":3,\"ref\":null,\"origin\":\"tv\","
                        + "\"data\":{\"type\":\"pong\",\"n\":[9]},\"end\":\"cancelled\",";

        assertThat(FrameReader.read(json.replaceFirst("\\{", added))).isEqualTo(frame);
    }

    @Test
    void aCodeOfALaterServerIsFinal() {
        var frame =
                FrameReader.read(
                        "{\"type\":\"error\",\"code\":\"gap\",\"id\":\"m-1\",\"message\":\"no\"}");

        assertThat(frame).isEqualTo(new ServerFrame.Refusal(ErrorCode.INVALID, "m-1", null, "no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"presence\",\"user\":\"bob\"}",
                "{}",
                "[]",
                "null",
                "",
                "{",
                "7",
                "{\"type\":\"message\",\"id\":\"no id at all!\"}"
            })
    void whatThisClientDoesNotKnowIsLeftAlone(String json) {
        assertThat(FrameReader.read(json)).isNull();
    }

    @Test
    void textFromOthersCannotSteerTheTerminal() {
        assertThat(Wording.printable("a\u001b[2Jb\r\nc\u0007")).isEqualTo("a�[2Jb ⏎ c�");
    }
}
