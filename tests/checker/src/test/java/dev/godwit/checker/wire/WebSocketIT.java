package dev.godwit.checker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The client's WebSocket against a server that says what each test wants it to.
class WebSocketIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROTOCOL = "sec-websocket-protocol: godwit.v1";
    private static final int TEXT = 0x81;

    private ScriptedServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theTokenIsInTheHeaderOrInASubprotocolAndNeverInTheUrl() throws Exception {
        var inHeader = connecting(Dial.TokenIn.HEADER);
        var first = server.accepted();
        first.upgrade(PROTOCOL);
        inHeader.join().end();
        server.close();
        server = new ScriptedServer();
        var inSubprotocol = connecting(Dial.TokenIn.SUBPROTOCOL);
        var second = server.accepted();
        second.upgrade(PROTOCOL);
        inSubprotocol.join().end();

        assertThat(first.request())
                .contains(
                        "GET /v1/ws?device=phone HTTP/1.1",
                        "Authorization: Bearer j.w.t",
                        "Sec-WebSocket-Protocol: godwit.v1");
        assertThat(second.request())
                .contains("Sec-WebSocket-Protocol: godwit.v1, bearer.j.w.t")
                .noneMatch(line -> line.startsWith("Authorization"));
    }

    @Test
    void aRefusedUpgradeTellsItsStatus() {
        var connecting = connecting(Dial.TokenIn.HEADER);
        server.accepted().say("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");

        assertThat(failure(connecting))
                .isInstanceOfSatisfying(
                        UpgradeRefused.class,
                        refused -> assertThat(refused.status()).isEqualTo(503));
    }

    @Test
    void anUpgradeThatIsNotAsItShouldBeIsABreach() throws Exception {
        for (var lines :
                List.of(
                        List.<String>of(),
                        List.of("sec-websocket-protocol: bearer.j.w.t"),
                        List.of(PROTOCOL, "sec-websocket-extensions: permessage-deflate"))) {
            var connecting = connecting(Dial.TokenIn.HEADER);
            server.accepted().upgrade(lines.toArray(String[]::new));

            assertThat(failure(connecting)).as(lines.toString()).isInstanceOf(Breach.class);
            server.close();
            server = new ScriptedServer();
        }
    }

    @Test
    void fragmentsAreOneMessageAndControlFramesMayComeBetweenThem() throws Exception {
        var client = open();
        var peer = server.accepted();

        peer.frame(0x01, "one, ");
        peer.frame(0x89, "still there?");
        peer.frame(0x00, "two, ");
        peer.frame(0x80, "three");

        assertThat(client.receive())
                .isInstanceOfSatisfying(
                        Incoming.Ping.class,
                        ping ->
                                assertThat(ping.payload())
                                        .asString(UTF_8)
                                        .isEqualTo("still there?"));
        assertThat(text(client.receive())).isEqualTo("one, two, three");
    }

    @Test
    void lengthsOfAllThreeFormsAreRead() throws Exception {
        var client = open();
        var peer = server.accepted();

        for (var length : List.of(125, 126, 65_535, 65_536)) {
            peer.write(header(length));
            peer.say("x".repeat(length));

            assertThat(text(client.receive())).hasSize(length);
        }
    }

    @Test
    void whatIsSentIsMaskedAndArrivesWhole() throws Exception {
        var client = open();
        var peer = server.accepted();

        client.text("h".repeat(70_000).getBytes(UTF_8));
        client.texts(List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8)));
        client.pong("echo".getBytes(UTF_8));
        client.sayClose(1000);

        assertThat(peer.readText()).isEqualTo("h".repeat(70_000));
        assertThat(List.of(peer.readText(), peer.readText())).containsExactly("one", "two");
        assertThat(peer.readFrame()).startsWith(0x8A).endsWith("echo".getBytes(UTF_8));
        assertThat(peer.readFrame()).containsExactly(0x88, 0x03, 0xE8);
    }

    @Test
    void aCloseFrameTellsItsCodeAndReason() throws Exception {
        var client = open();
        var peer = server.accepted();

        peer.write(new byte[] {(byte) 0x88, 5, 0x11, 0x39, 'o', 'l', 'd'});

        assertThat(client.receive()).isEqualTo(new Incoming.Close(4409, "old"));
    }

    @Test
    void whatRfc6455ForbidsAServerIsABreach() throws Exception {
        var forbidden =
                List.of(
                        new byte[] {(byte) 0x82, 1, 'x'}, // binary
                        new byte[] {(byte) 0xC1, 1, 'x'}, // compressed, and nobody asked for that
                        new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'}, // masked
                        new byte[] {(byte) 0x80, 1, 'x'}, // goes on, and nothing began
                        new byte[] {(byte) 0x09, 0}, // a fragmented ping
                        new byte[] {(byte) 0x81, 126, 0, 5, 'h', 'e', 'l', 'l', 'o'}, // long form
                        new byte[] {(byte) 0x81, 1, (byte) 0xFF}, // no UTF-8
                        new byte[] {(byte) 0x88, 1, 3}, // half a close code
                        new byte[] {(byte) 0x83, 0}); // an opcode that does not exist
        for (var bytes : forbidden) {
            var client = open();
            server.accepted().write(bytes);

            assertThatThrownBy(client::receive)
                    .as(java.util.HexFormat.of().formatHex(bytes))
                    .isInstanceOf(Breach.class);
            client.end();
            server.close();
            server = new ScriptedServer();
        }
    }

    @Test
    void anEndWithoutAWordASilenceAndAResetCanBeToldApart() throws Exception {
        var client = open();
        var peer = server.accepted();
        client.setSilence(Duration.ofMillis(50));

        assertThatThrownBy(client::receive).isInstanceOf(SocketTimeoutException.class);
        client.setSilence(PATIENCE);
        peer.socket().shutdownOutput();
        assertThatThrownBy(client::receive).isInstanceOf(EOFException.class);
        client.reset();
        assertThatThrownBy(peer::readText)
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void endingTheConnectionWakesTheThreadThatReads() throws Exception {
        var client = open();
        var reading =
                CompletableFuture.supplyAsync(() -> received(client), Thread::startVirtualThread);

        client.end();

        assertThat(failure(reading)).isInstanceOf(IOException.class);
    }

    private CompletableFuture<WebSocket> connecting(Dial.TokenIn tokenIn) {
        var dial = new Dial(server.uri(), "phone", "j.w.t", tokenIn, 0);
        return CompletableFuture.supplyAsync(() -> connected(dial), Thread::startVirtualThread);
    }

    private WebSocket open() {
        var connecting = connecting(Dial.TokenIn.HEADER);
        server.accepted().upgrade(PROTOCOL);
        return connecting.join();
    }

    private static WebSocket connected(Dial dial) {
        try {
            return WebSocket.connect(dial, PATIENCE);
        } catch (IOException | Breach e) {
            throw new CompletionException(e);
        }
    }

    private static Incoming received(WebSocket client) {
        try {
            return client.receive();
        } catch (IOException | Breach e) {
            throw new CompletionException(e);
        }
    }

    private static Throwable failure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("succeeded with " + future.join());
        } catch (CompletionException e) {
            return java.util.Objects.requireNonNull(e.getCause());
        }
    }

    private static String text(Incoming incoming) {
        return new String(((Incoming.Text) incoming).utf8(), UTF_8);
    }

    private static byte[] header(int length) {
        if (length < 126) return new byte[] {(byte) TEXT, (byte) length};
        if (length < 65_536) {
            return new byte[] {(byte) TEXT, 126, (byte) (length >>> 8), (byte) length};
        }
        return new byte[] {
            (byte) TEXT,
            127,
            0,
            0,
            0,
            0,
            0,
            (byte) (length >>> 16),
            (byte) (length >>> 8),
            (byte) length
        };
    }
}
