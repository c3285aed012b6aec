package dev.godwit.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.protocol.ErrorCode;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class FrameScannerTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ClientMessageId ID = new ClientMessageId("0000001f");

    private final FrameScanner scanner = new FrameScanner();

    @Test
    void readsAMessage() {
        var frame =
                new ServerFrame.Message(121, ID, ALICE, BOB, 7, 1_764_000_000_000L, "text", "hi");

        assertThat(scan(frame)).isEqualTo(FrameType.MESSAGE);

        assertThat(scanner.n()).isEqualTo(121);
        assertThat(scanner.seq()).isEqualTo(7);
        assertThat(scanner.body()).hasToString("hi");
        assertThat(ClientFrames.counter(scanner.id())).isEqualTo(31);
    }

    @Test
    void readsAnAcceptedAndForgetsTheFrameBefore() {
        scan(new ServerFrame.Message(121, ID, ALICE, BOB, 7, 1, "text", "hi"));

        assertThat(scan(new ServerFrame.Accepted(ID, BOB, 8, 1, true, 0)))
                .isEqualTo(FrameType.ACCEPTED);

        assertThat(scanner.seq()).isEqualTo(8);
        assertThat(scanner.n()).isZero();
        assertThat(scanner.body().length()).isZero();
    }

    @Test
    void readsAnError() {
        var frame =
                new ServerFrame.Refusal(ErrorCode.RATE_LIMITED, "0000001f", 500L, "too \"fast\"");

        assertThat(scan(frame)).isEqualTo(FrameType.ERROR);

        assertThat(scanner.code()).hasToString("rate_limited");
        assertThat(ClientFrames.counter(scanner.id())).isEqualTo(31);
    }

    @Test
    void tellsTheOtherFramesApart() {
        assertThat(scan(new ServerFrame.Live(3))).isEqualTo(FrameType.LIVE);
        assertThat(scan(new ServerFrame.Receipt(BOB, BOB, 7, 0))).isEqualTo(FrameType.RECEIPT);
        assertThat(scan(new ServerFrame.GoAway(500))).isEqualTo(FrameType.GOAWAY);
        assertThat(scan(new ServerFrame.Pong())).isEqualTo(FrameType.OTHER);
        var device = new DeviceId("phone");
        assertThat(scan(new ServerFrame.Welcome(ALICE, device, "s", 1, 30_000, 256, 65_536)))
                .isEqualTo(FrameType.WELCOME);
    }

    @Test
    void takesFieldsInAnyOrderAmongOnesItDoesNotKnow() {
        var json =
                """
                 { "x":{"seq":1,"y":["}",{"n":2}]}, "seq" : 9 , "at":1.5e3,"z":null,
                  "body":"a \\" b","n":-4,"new":true,"type":"message" }\
                """;

        assertThat(scan(json)).isEqualTo(FrameType.MESSAGE);

        assertThat(scanner.seq()).isEqualTo(9);
        assertThat(scanner.n()).isEqualTo(-4);
        assertThat(scanner.body()).hasToString("a \\\" b");
    }

    /// What servers of later versions may say besides: neither an inner `type` nor an inner `n`
    /// counts.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    MESSAGE|{"type":"message","n":12,"id":"0000001f","seq":7,"body":"hi"}|"replyTo":3
                    MESSAGE|{"type":"message","n":12,"id":"0000001f","seq":7}|"retracted":true
                    ACCEPTED|{"type":"accepted","id":"0000001f","seq":7}|"x":{"n":4,"type":"live"}
                    ACCEPTED|{"type":"accepted","n":12,"seq":7}|"log":"7f3a","x":[{"seq":1},"}"]
                    LIVE|{"type":"live","n":12}|"log":null,"head":9
                    GOAWAY|{"type":"goaway"}|"url":"wss://elsewhere.example/v1/ws"
                    ERROR|{"type":"error","code":"gap","id":"0000001f"}|"expected":42,"ref":"r"
                    OTHER|{"type":"presence"}|"online":false,"lastSeen":1.5e3
                    """)
    void whatALaterServerAddsIsPassedOver(FrameType type, String frame, String added) {
        scan(frame);
        var expected = seen();

        assertThat(scan(frame.replaceFirst("}$", "," + added + "}"))).isEqualTo(type);
        assertThat(seen()).isEqualTo(expected);
        assertThat(scan(frame.replaceFirst("\\{", "{" + added + ","))).isEqualTo(type);
        assertThat(seen()).isEqualTo(expected);
    }

    private List<Object> seen() {
        return List.of(
                scanner.n(),
                scanner.seq(),
                scanner.id().toString(),
                scanner.body().toString(),
                scanner.code().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"type\"", "{\"type\":\"live", "{\"n\":}", "{\"n\":1 2}"})
    void refusesWhatIsNotAnObject(String json) {
        assertThatThrownBy(() -> scan(json)).isInstanceOf(Unreadable.class);
    }

    private FrameType scan(ServerFrame frame) {
        return scan(new String(new ServerFrameEncoder().encode(frame), StandardCharsets.UTF_8));
    }

    /// Within other bytes, as it comes from a socket.
    private FrameType scan(String json) {
        var bytes = ("}}" + json + "\"{").getBytes(StandardCharsets.UTF_8);
        return scanner.scan(bytes, 2, bytes.length - 2);
    }
}
