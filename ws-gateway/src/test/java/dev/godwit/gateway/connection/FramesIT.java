package dev.godwit.gateway.connection;

import static dev.godwit.gateway.testing.TestClient.BINARY;
import static dev.godwit.gateway.testing.TestClient.CLOSE;
import static dev.godwit.gateway.testing.TestClient.PING;
import static dev.godwit.gateway.testing.TestClient.PONG;
import static dev.godwit.gateway.testing.TestClient.TEXT;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.testing.FakeTokens;
import dev.godwit.gateway.testing.TestClient;
import dev.godwit.gateway.testing.TestGateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What clients may say, and what they are told when they may not.
class FramesIT {
    private final TestGateway gateway = new TestGateway();
    private TestClient alice;

    FramesIT() throws IOException {
        alice = gateway.live("alice", "phone");
    }

    @BeforeEach
    void push() {
        gateway.chat.pushTo(gateway.connections.registry());
    }

    @AfterEach
    void close() throws IOException {
        alice.close();
        gateway.close();
    }

    @Test
    void aSendIsAcceptedAndARetryIsADuplicate() throws IOException {
        alice.say(send("m-1", "bob", "hi"));
        var accepted = alice.expect("accepted");
        alice.say(send("m-1", "bob", "hi"));
        var duplicate = alice.expect("accepted");

        assertThat(accepted.path("id").asText()).isEqualTo("m-1");
        assertThat(accepted.path("peer").asText()).isEqualTo("bob");
        assertThat(accepted.path("seq").asLong()).isEqualTo(1);
        assertThat(accepted.has("duplicate")).isFalse();
        assertThat(duplicate.path("seq").asLong()).isEqualTo(1);
        assertThat(duplicate.path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void anIdUsedForSomethingElseIsAConflict() throws IOException {
        alice.say(send("m-1", "bob", "hi"));
        alice.expect("accepted");
        alice.say(send("m-1", "bob", "ho"));

        assertRefused("conflict", "m-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    not json                                             | malformed
                    []                                                   | malformed
                    {"type":"ping"                                       | malformed
                    {"type":"dance"}                                     | unknown_type
                    {"type":"watch","users":["bob"]}                     | unknown_type
                    {}                                                   | invalid
                    {"type":"send","to":"bob","body":"hi"}               | invalid
                    {"type":"send","id":"a b","to":"bob","body":"hi"}    | invalid
                    {"type":"send","id":"m","to":"b/ob","body":"hi"}     | invalid
                    {"type":"send","id":"m","to":"bob","body":7}         | invalid
                    {"type":"ack","n":-1}                                | invalid
                    {"type":"ack","n":"1"}                               | invalid
                    {"type":"ack","n":1}                                 | invalid
                    """)
    void aBadFrameIsAnsweredAndTheConnectionStays(String frame, String code) throws IOException {
        alice.say(frame);

        assertThat(alice.expect("error").path("code").asText()).isEqualTo(code);
        assertStillThere();
    }

    @Test
    void aBodyOverItsLimitIsTooLarge() throws IOException {
        alice.say(send("m-1", "bob", "x".repeat(64 * 1024 + 1)));

        assertRefused("too_large", "m-1");
        assertStillThere();
    }

    @Test
    void aFrameOverItsLimitClosesWith1009() throws IOException {
        alice.frame(TEXT, new byte[131_073]);

        assertClosed(1009);
    }

    @Test
    void fragmentsTogetherOverTheLimitCloseWith1009() throws IOException {
        var piece = "x".repeat(70_000).getBytes(StandardCharsets.US_ASCII);
        alice.frame(false, TEXT, piece);
        alice.frame(true, 0, piece);

        assertClosed(1009);
    }

    @Test
    void fragmentsMakeAFrameEvenWithAPingInBetween() throws IOException {
        alice.frame(false, TEXT, "{\"type\":".getBytes(StandardCharsets.US_ASCII));
        alice.frame(PING, new byte[] {7});
        alice.frame(true, 0, "\"ping\"}".getBytes(StandardCharsets.US_ASCII));

        assertThat(alice.read().opcode()).isEqualTo(PONG);
        alice.expect("pong");
    }

    @Test
    void aBinaryFrameClosesWith1003() throws IOException {
        alice.frame(BINARY, new byte[] {1});

        assertClosed(1003);
    }

    @Test
    void badUtf8ClosesWith1007() throws IOException {
        alice.frame(TEXT, new byte[] {(byte) 0xc3, (byte) 0x28});

        assertClosed(1007);
    }

    @Test
    void reservedBitsCloseWith1002() throws IOException {
        var frame = TestClient.framed(true, TEXT, new byte[] {1});
        frame[0] |= 0x40;
        alice.raw(frame);

        assertClosed(1002);
    }

    @Test
    void aCloseIsAnsweredWithItsCode() throws IOException {
        alice.frame(CLOSE, new byte[] {3, (byte) 232});

        assertThat(alice.read().closeCode()).isEqualTo(1000);
        assertThat(alice.ended()).isTrue();
    }

    @Test
    void tenPingsGetTenPongs() throws IOException {
        for (var i = 0; i < 10; i++) alice.frame(PING, new byte[] {(byte) i});

        for (var i = 0; i < 10; i++) assertThat(alice.read().payload()).containsExactly(i);
    }

    @Test
    void sendsOverTheRateAreLimited() throws IOException {
        for (var i = 0; i < 1500; i++) alice.say(send("m-" + i, "bob", "hi"));
        var next = alice.read().text();
        while (next.contains("accepted")) next = alice.read().text();

        assertThat(next).contains("rate_limited").contains("retryInMs");
    }

    @Test
    void aFloodOfFramesClosesWith4429() throws IOException {
        var ping =
                TestClient.framed(
                        true, TEXT, "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII));
        Thread.startVirtualThread(() -> {
            try {
                for (var i = 0; i < 20_000; i++) alice.raw(ping);
            } catch (IOException e) {
                return; // closed, as it should be
            }
        });

        assertThat(alice.closed()).isEqualTo(4429);
    }

    @Test
    void whileTheChatServiceIsDownSendsAreUnavailable() throws IOException {
        gateway.chat.down(true);
        alice.say(send("m-1", "bob", "hi"));

        var error = alice.expect("error");
        assertThat(error.path("code").asText()).isEqualTo("unavailable");
        assertThat(error.path("retryInMs").asLong()).isEqualTo(700);
        assertStillThere();
    }

    @Test
    void anExpiredTokenClosesWith4401() throws IOException {
        alice.say("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(FakeTokens.of("alice", 1)));

        assertClosed(4401);
    }

    @Test
    void aBadTokenClosesWith4401() throws IOException {
        alice.say("{\"type\":\"auth\",\"token\":\"bad\"}");

        assertClosed(4401);
    }

    @Test
    void anotherUsersTokenClosesWith4403() throws IOException {
        alice.say("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(FakeTokens.of("bob")));

        assertThat(alice.expect("error").path("code").asText()).isEqualTo("forbidden");
        assertClosed(4403);
    }

    @Test
    void aNewerConnectionOfTheDeviceReplacesTheOlder() throws IOException {
        try (var newer = gateway.live("alice", "phone")) {
            assertClosed(4409);
            newer.say("{\"type\":\"ping\"}");
            newer.expect("pong");
        }
    }

    @Test
    void connectionsOfOneUserAreLimited() throws IOException {
        for (var i = 1; i < 20; i++) gateway.live("alice", "device-" + i);

        try (var oneMore = TestClient.connect(gateway.port.port(), "alice", "one-more")) {
            assertThat(oneMore.closed()).isEqualTo(4429);
        }
    }

    @Test
    void aDeviceMayReplaceItselfAlsoWhereNoOtherWouldFit() throws IOException {
        for (var i = 1; i < 20; i++) gateway.live("alice", "device-" + i);

        try (var again = gateway.live("alice", "phone")) {
            assertClosed(4409);
            again.say("{\"type\":\"ping\"}");
            again.expect("pong");
        }
    }

    private void assertRefused(String code, String id) throws IOException {
        var error = alice.expect("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("id").asText()).isEqualTo(id);
    }

    private void assertStillThere() throws IOException {
        alice.say("{\"type\":\"ping\"}");
        alice.expect("pong");
    }

    private void assertClosed(int code) throws IOException {
        assertThat(alice.closed()).isEqualTo(code);
        assertThat(alice.ended()).isTrue();
    }

    private static String send(String id, String to, String body) {
        return "{\"type\":\"send\",\"id\":\"%s\",\"to\":\"%s\",\"body\":\"%s\"}"
                .formatted(id, to, body);
    }
}
