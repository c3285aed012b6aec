package dev.godwit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class ServerFrameEncoderTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final ClientMessageId ID = new ClientMessageId("m-1");

    @ParameterizedTest
    @MethodSource("frames")
    void writesEveryFrameAsTheProtocolShowsIt(ServerFrame frame, String json) {
        assertThat(new String(new ServerFrameEncoder().encode(frame), UTF_8)).isEqualTo(json);
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                arguments(
                        new ServerFrame.Welcome(
                                ALICE,
                                new DeviceId("phone"),
                                "s",
                                1764003600000L,
                                30000,
                                256,
                                65536),
                        "{\"type\":\"welcome\",\"user\":\"alice\",\"device\":\"phone\",\"session\":\"s\",\"expiresAt\":1764003600000,\"heartbeatMs\":30000,\"window\":256,\"maxFrameBytes\":65536}"),
                arguments(
                        new ServerFrame.Welcome(
                                ALICE,
                                new DeviceId("phone"),
                                "s",
                                new LogGeneration("7f3a"),
                                0L,
                                1,
                                2,
                                3,
                                4),
                        "{\"type\":\"welcome\",\"user\":\"alice\",\"device\":\"phone\",\"session\":\"s\",\"log\":\"7f3a\",\"n\":0,\"expiresAt\":1,\"heartbeatMs\":2,\"window\":3,\"maxFrameBytes\":4}"),
                arguments(
                        new ServerFrame.Accepted(ID, BOB, 7, 1764000000000L, false, 0),
                        "{\"type\":\"accepted\",\"id\":\"m-1\",\"peer\":\"bob\",\"seq\":7,\"at\":1764000000000}"),
                arguments(
                        new ServerFrame.Accepted(ID, BOB, 7, 1, true, 9),
                        "{\"type\":\"accepted\",\"id\":\"m-1\",\"peer\":\"bob\",\"seq\":7,\"at\":1,\"duplicate\":true,\"n\":9}"),
                arguments(
                        new ServerFrame.Message(121, ID, ALICE, BOB, 7, 2, "text", "h\"i"),
                        "{\"type\":\"message\",\"n\":121,\"id\":\"m-1\",\"from\":\"alice\",\"to\":\"bob\",\"seq\":7,\"at\":2,\"kind\":\"text\",\"body\":\"h\\\"i\"}"),
                arguments(new ServerFrame.Live(121), "{\"type\":\"live\",\"n\":121}"),
                arguments(
                        new ServerFrame.Receipt(BOB, BOB, 7, 5),
                        "{\"type\":\"receipt\",\"peer\":\"bob\",\"user\":\"bob\",\"delivered\":7,\"read\":5}"),
                arguments(
                        new ServerFrame.GoAway(5321),
                        "{\"type\":\"goaway\",\"reconnectInMs\":5321}"),
                arguments(
                        new ServerFrame.Refusal(
                                ErrorCode.RATE_LIMITED, "m-1", 500L, "too many sends"),
                        "{\"type\":\"error\",\"code\":\"rate_limited\",\"id\":\"m-1\",\"retryInMs\":500,\"message\":\"too"
                            + " many sends\"}"),
                arguments(
                        new ServerFrame.Refusal(ErrorCode.MALFORMED, null, null, "no"),
                        "{\"type\":\"error\",\"code\":\"malformed\",\"message\":\"no\"}"),
                arguments(new ServerFrame.Pong(), "{\"type\":\"pong\"}"));
    }
}
