package dev.godwit.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.gateway.connection.Authenticator;
import dev.godwit.gateway.connection.ConnectionFactory;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.gateway.testing.FakeChatBackend;
import dev.godwit.gateway.testing.FakePresence;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.gateway.testing.TestGateway;
import dev.godwit.gateway.transport.websocket.WebSocketAcceptor;
import dev.godwit.id.UserId;
import dev.godwit.protocol.CloseCode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Whatever bytes come after a handshake, or instead of one, are answered, refused by a close code
/// or status of the protocol, or dropped; and never with more than they are worth.
class FramesFuzzTest {
    private static final int CHUNK_STEP = 7;
    private static final int MOST_PER_BYTE = 64;
    private static final int CLOSE = 0x88;
    private static final int MOST_AT_ONCE = 4_096;

    private static final Verification BOB =
            new Verification.Valid(
                    new Identity(new UserId("bob"), Instant.parse("2100-01-01T00:00:00Z")));
    private static final byte[] UPGRADE =
            """
            GET /v1/ws?device=phone HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: godwit.v1, bearer.token\r
            \r
            """
                    .getBytes(US_ASCII);

    /// The first byte says in pieces of which size the rest arrives.
    @FuzzTest(maxDuration = "5m")
    void framesOfAClient(byte[] bytes) {
        if (bytes.length == 0) return;
        var channel = client();
        arrive(channel, UPGRADE, 0, UPGRADE.length);
        assertThat(new String(sent(channel), ISO_8859_1)).startsWith("HTTP/1.1 101");

        arrive(channel, bytes, 1, 1 + (bytes[0] & 0xff) * CHUNK_STEP);

        var answers = sent(channel);
        assertThat(answers).hasSizeLessThan(MOST_AT_ONCE + MOST_PER_BYTE * bytes.length);
        checkFrames(ByteBuffer.wrap(answers));
        end(channel);
    }

    @FuzzTest(maxDuration = "5m")
    void aHandshake(byte[] bytes) {
        if (bytes.length == 0) return;
        var channel = client();

        arrive(channel, bytes, 1, 1 + (bytes[0] & 0xff) * CHUNK_STEP);

        var answer = new String(sent(channel), ISO_8859_1);
        if (!answer.isEmpty()) assertThat(answer).matches("(?s)HTTP/1\\.1 (10[01]|4\\d\\d) .*");
        end(channel);
    }

    /// Whole frames, none after the first close, and that one not for a fault of ours.
    private static void checkFrames(ByteBuffer sent) {
        while (sent.hasRemaining()) {
            int head = sent.get() & 0xff;
            int length = sent.get() & 0xff;
            if (length == 126) length = sent.getShort() & 0xffff;
            assertThat(length).isLessThan(127 << 8);
            var payload = new byte[length];
            sent.get(payload);
            if (head != CLOSE) continue;
            assertThat(sent.hasRemaining()).as("said something after its close").isFalse();
            assertThat(new String(payload, ISO_8859_1)).doesNotContain(CloseCode.INTERNAL.reason());
        }
    }

    private static EmbeddedChannel client() {
        var channel = new EmbeddedChannel();
        channel.freezeTime();
        var metrics = new NoMetrics();
        var connections =
                new Connections(channel.eventLoop(), TestGateway.SETTINGS.user(), metrics, () -> 0);
        Authenticator authenticator = _ -> CompletableFuture.completedFuture(BOB);
        var acceptor =
                new WebSocketAcceptor(
                        connections,
                        new ConnectionFactory(
                                connections.registry(),
                                new FakeChatBackend(),
                                new FakePresence(),
                                authenticator,
                                TestGateway.SETTINGS,
                                metrics,
                                new Random(1),
                                () -> Instant.EPOCH),
                        TestGateway.SETTINGS.maxFrameBytes(),
                        TestGateway.SETTINGS.maxBodyBytes());
        var settings = TestGateway.door(List.of("https://app.example"), 10, 10);
        var rules = new UpgradeRules(settings.allowedOrigins());
        channel.pipeline()
                .addLast(
                        new ClientChannelInitializer(
                                settings,
                                new AcceptLimits(10, 10),
                                new Handshakes(10, metrics),
                                new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
                                null,
                                () ->
                                        new UpgradeHandler(
                                                rules,
                                                authenticator,
                                                acceptor,
                                                metrics,
                                                settings.maxFrameBytes())));
        return channel;
    }

    /// Every piece is let go of in the end.
    private static void arrive(EmbeddedChannel channel, byte[] bytes, int from, int pieceSize) {
        var pieces = new ArrayList<ByteBuf>();
        for (var at = from; at < bytes.length && channel.isOpen(); at += pieceSize) {
            var piece = Unpooled.copiedBuffer(bytes, at, Math.min(pieceSize, bytes.length - at));
            pieces.add(piece);
            channel.writeInbound(piece);
            channel.runPendingTasks();
        }
        if (!channel.isOpen())
            assertThat(pieces).allMatch(piece -> piece.refCnt() == 0, "is released");
    }

    private static byte[] sent(EmbeddedChannel channel) {
        var all = Unpooled.buffer();
        for (var next = channel.<Object>readOutbound(); next != null; ) {
            if (next instanceof ByteBuf bytes) {
                all.writeBytes(bytes);
                bytes.release();
            }
            next = channel.<Object>readOutbound();
        }
        return ByteBufUtil.getBytes(all);
    }

    private static void end(EmbeddedChannel channel) {
        channel.finishAndReleaseAll();
        channel.checkException();
    }
}
