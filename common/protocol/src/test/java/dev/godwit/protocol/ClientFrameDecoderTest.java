package dev.godwit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

class ClientFrameDecoderTest {
    private final ClientFrameDecoder decoder = new ClientFrameDecoder(16 * 1024);

    @Test
    void readsASendWithItsFieldsInAnyOrderAndIgnoresUnknownOnes() throws MalformedFrame {
        var frame =
                decode(
                        """
                        {"body":"hi \\u00e9 \\"q\\"","x":{"y":[1,{}]},"to":"bob","kind":null,
                         "id":"m-1","type":"send","n":"not asked for"}\
                        """);

        assertThat(frame)
                .isEqualTo(
                        new ClientFrame.Send(
                                new ClientMessageId("m-1"),
                                new UserId("bob"),
                                "text",
                                "hi é \"q\""));
    }

    @Test
    void readsTheOtherFrames() throws MalformedFrame {
        assertThat(decode("{\"type\":\"ack\",\"n\":121}")).isEqualTo(new ClientFrame.Ack(121));
        assertThat(decode("{\"type\":\"auth\",\"token\":\"t\"}"))
                .isEqualTo(new ClientFrame.Auth("t"));
        assertThat(decode("  {\"type\":\"ping\"}\n")).isEqualTo(new ClientFrame.Ping());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "nonsense|MALFORMED",
                "[]|MALFORMED",
                "null|MALFORMED",
                "{\"type\":\"ping\"|MALFORMED",
                "{\"type\":\"ping\"} {}|MALFORMED",
                "{\"type\":\"ping\"} x|MALFORMED",
                "{'type':'ping'}|MALFORMED",
                "{}|INVALID",
                "{\"type\":7}|INVALID",
                "{\"type\":\"dance\"}|UNKNOWN_TYPE",
                "{\"type\":\"send\",\"to\":\"bob\",\"body\":\"x\"}|INVALID",
                "{\"type\":\"send\",\"id\":\"a b\",\"to\":\"bob\",\"body\":\"x\"}|INVALID",
                "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bo b\",\"body\":\"x\"}|INVALID",
                "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bob\"}|INVALID",
                "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bob\",\"body\":7}|INVALID",
                "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bob\",\"body\":\"x\",\"kind\":[]}|INVALID",
                "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bob\",\"body\":\"x\",\"kind\":\"\"}|INVALID",
                "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bob\",\"body\":\"\\ud800\"}|INVALID",
                "{\"type\":\"ack\"}|INVALID",
                "{\"type\":\"ack\",\"n\":-1}|INVALID",
                "{\"type\":\"ack\",\"n\":1.5}|INVALID",
                "{\"type\":\"ack\",\"n\":\"7\"}|INVALID",
                "{\"type\":\"ack\",\"n\":9223372036854775808}|INVALID",
            })
    void refusesWhatIsWrongWithTheCodeOfTheProtocol(String json, ErrorCode code) {
        assertThat(refused(json).code()).isEqualTo(code);
    }

    /// What clients of later versions may say besides.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {"type":"send","id":"m","to":"b","body":"x"}|"replyTo":3
                    {"type":"send","id":"m","to":"b","body":"x"}|"replyTo":null,"end":"cancelled"
                    {"type":"send","id":"m","to":"b","body":"x"}|"n":{"n":1},"token":[]
                    {"type":"send","id":"m","to":"b","body":"x"}|"seq":7,"data":{"type":"ack"}
                    {"type":"ack","n":121}|"id":7,"body":["{",1.5e300,true]
                    {"type":"ack","n":121}|"answer":17,"at":99999999999999999999
                    {"type":"auth","token":"t"}|"scope":["send"],"n":"none"
                    {"type":"ping"}|"at":1764000000000,"id":{},"to":null
                    """)
    void whatALaterClientAddsIsPassedOver(String frame, String added) throws MalformedFrame {
        var behind = frame.replace("}", "," + added + "}");
        var before = frame.replace("{", "{" + added + ",");

        assertThat(decode(behind)).isEqualTo(decode(frame));
        assertThat(decode(before)).isEqualTo(decode(frame));
    }

    @Test
    void namesTheValueTheExpectationAndTheFrame() {
        var refused = refused("{\"type\":\"send\",\"id\":\"m-7\",\"to\":\"bo b\",\"body\":\"x\"}");

        assertThat(refused.toRefusal())
                .isEqualTo(
                        new ServerFrame.Refusal(
                                ErrorCode.INVALID,
                                "m-7",
                                null,
                                "user: \"bo b\" (expected: [A-Za-z0-9_.@:+-]{1,128})"));
    }

    @Test
    void measuresABodyInBytesOfUtf8() throws MalformedFrame {
        var fits = "é".repeat(8 * 1024);

        assertThat(decode(send(fits))).isInstanceOf(ClientFrame.Send.class);
        assertThat(refused(send(fits + "x")).code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refused(send(fits + "x")).getMessage())
                .isEqualTo("body: 16385 bytes (expected: at most 16384)");
    }

    @Test
    void deepNestingIsRefusedWithoutHarm() {
        assertThat(refused("{\"x\":" + "[".repeat(50_000)).code()).isEqualTo(ErrorCode.MALFORMED);
    }

    @Test
    void whateverBytesComeAFrameOrARefusalGoesOut() {
        var random = new Random(20_26);
        var seeds =
                new String[] {send("hello"), "{\"type\":\"ack\",\"n\":12}", "{\"type\":\"ping\"}"};
        for (var round = 0; round < 20_000; round++) {
            var bytes = seeds[random.nextInt(seeds.length)].getBytes(UTF_8);
            for (var flips = random.nextInt(4); flips >= 0; flips--)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                assertThat(decoder.decode(bytes, 0, random.nextInt(bytes.length) + 1)).isNotNull();
            } catch (MalformedFrame refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void anyBodySurvivesTheWayInAndOut() throws MalformedFrame {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++) {
            var body = randomText(random);
            var message =
                    new ServerFrame.Message(
                            1,
                            new ClientMessageId("m"),
                            new UserId("a"),
                            new UserId("b"),
                            1,
                            1,
                            "text",
                            body);
            var json = new String(new ServerFrameEncoder().encode(message), UTF_8);

            var sent = decode(json.replaceFirst("\"message\"", "\"send\""));

            assertThat(((ClientFrame.Send) sent).body()).isEqualTo(body);
        }
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(40), 0, Character.MAX_CODE_POINT + 1)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(c -> random.nextBoolean() ? c & 0x7f : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String send(String body) {
        return "{\"type\":\"send\",\"id\":\"m\",\"to\":\"bob\",\"body\":\"" + body + "\"}";
    }

    private ClientFrame decode(String json) throws MalformedFrame {
        var bytes = json.getBytes(UTF_8);
        return decoder.decode(bytes, 0, bytes.length);
    }

    private MalformedFrame refused(String json) {
        return catchThrowableOfType(MalformedFrame.class, () -> decode(json));
    }
}
