package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.auth.Identity;
import dev.godwit.auth.Verification;
import dev.godwit.delivery.DeliveryRecord;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.gateway.registry.HeadCheck;
import dev.godwit.gateway.testing.FakeChatBackend;
import dev.godwit.gateway.testing.FakePresence;
import dev.godwit.gateway.testing.NoMetrics;
import dev.godwit.gateway.testing.TestGateway;
import dev.godwit.gateway.transport.websocket.WebSocketAcceptor;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.lifecycle.Readiness.Status;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A connection on a loop of its own under hand-driven time.
class LocalConnectionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TOKEN_SECONDS = 300;
    private static final int DAY_SECONDS = 24 * 60 * 60;

    private final FakeChatBackend chat = new FakeChatBackend();
    private EmbeddedChannel channel = new EmbeddedChannel();
    private Connections connections = connections();
    private final HeadCheck headCheck = headCheck();
    private boolean unwell;
    private boolean broken;
    private long seconds;

    @BeforeEach
    void connect() {
        channel.freezeTime();
        var acceptor =
                new WebSocketAcceptor(
                        connections,
                        new ConnectionFactory(
                                connections.registry(),
                                chat,
                                new FakePresence(),
                                _ ->
                                        CompletableFuture.completedFuture(
                                                new Verification.Valid(identity(2 * DAY_SECONDS))),
                                TestGateway.SETTINGS,
                                new NoMetrics(),
                                new Random(1),
                                () -> START.plusSeconds(seconds)),
                        TestGateway.SETTINGS.maxFrameBytes(),
                        TestGateway.SETTINGS.maxBodyBytes());
        acceptor.accept(channel, identity(TOKEN_SECONDS), new DeviceId("phone"));
        channel.runPendingTasks();
    }

    @AfterEach
    void releaseWhatNobodyRead() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionBeginsWithWelcomeAndLive() {
        assertThat(text()).contains("\"type\":\"welcome\"");
        assertThat(text()).contains("\"type\":\"live\"");
    }

    @Test
    void aConnectionThatWasNumberedLateIsNobodysRouteBeforeItsClientIsHeardOf() {
        numberedLate();

        assertThat(text()).contains("\"type\":\"welcome\"");
        assertThat(channel.<Object>readOutbound()).isInstanceOf(PingWebSocketFrame.class);
        assertThat(channel.<Object>readOutbound()).isNull();

        channel.writeInbound(new PongWebSocketFrame());
        channel.runPendingTasks();

        assertThat(text()).contains("\"type\":\"live\"");
    }

    @Test
    void aDeviceThatFindsNoPlaceIsClosedWith4429() {
        chat.refuseDevices();
        reconnect();
        pass(1);

        assertThat(closeCode()).isEqualTo(4429);
    }

    @Test
    void theChatServiceIsToldThatAConnectionHasEnded() {
        begun();
        var _ = channel.close();
        channel.runPendingTasks();

        assertThat(chat.closed()).isPositive();
    }

    @Test
    void theChatServiceIsToldOfAConnectionThatEndedBeforeItWasHeardOf() {
        numberedLate();
        var before = chat.closed();
        var _ = channel.close();
        channel.runPendingTasks();

        assertThat(chat.closed()).isEqualTo(before + 1);
    }

    @Test
    void theChatServiceIsToldOfAConnectionThatEndedBeforeItWasNumbered() {
        chat.holdOpenings();
        reconnect();
        var before = chat.closed();
        var _ = channel.close();
        channel.runPendingTasks();
        chat.answerOpenings();
        channel.runPendingTasks();

        assertThat(chat.closed()).isEqualTo(before + 1);
    }

    /// A client that knows no generation yet would not repeat what it is told of an ended one.
    @Test
    void anAnswerThatComesBeforeTheWelcomeIsToldAfterIt() {
        chat.holdOpenings();
        reconnect();
        send();
        assertThat(channel.<Object>readOutbound()).isNull();

        chat.answerOpenings();
        channel.runPendingTasks();

        assertThat(text()).contains("\"type\":\"welcome\"");
        assertThat(texts()).anyMatch(text -> text.contains("\"type\":\"accepted\""));
    }

    @Test
    void anAnswerOfAGenerationThatEndedBeforeTheWelcomeIsNotTold() {
        chat.generation("7f3a");
        chat.holdOpenings();
        reconnect();
        send();
        chat.generation("8b4c");
        chat.answerOpenings();
        channel.runPendingTasks();

        assertThat(text()).contains("\"log\":\"8b4c\"");
        assertThat(closeCode()).isEqualTo(1012);
    }

    @Test
    void aQuietClientIsPinged() {
        begun();
        pass(31);

        assertThat(channel.<Object>readOutbound()).isInstanceOf(PingWebSocketFrame.class);
    }

    @Test
    void aClientThatAnswersNoPingIsToldWith4408AndThenCutOff() {
        begun();
        pass(62);
        pass(3);

        assertThat(closeCode()).isEqualTo(4408);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aGatewayThatWasFrozenTakesItsOwnSilenceForNobodys() {
        begun();
        connections
                .registry()
                .deliver(List.of(record(FakeChatBackend.entry("bob", 1, "hi", null))));
        channel.writeInbound(new TextWebSocketFrame(false, 0, "{"));

        freeze(65);

        assertThat(text()).contains("\"type\":\"message\"");
        assertThat(frames()).noneMatch(CloseWebSocketFrame.class::isInstance);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aClientThatIsGoneWhenTheGatewayRunsAgainIsFoundOut() {
        begun();
        freeze(65);
        pass(62);
        pass(3);

        assertThat(closeCode()).isEqualTo(4408);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aTokenThatExpiresWhileTheGatewayIsFrozenClosesWith4401() {
        begun();
        freeze(TOKEN_SECONDS);

        assertThat(closeCode()).isEqualTo(4401);
    }

    @Test
    void aTokenThatExpiresClosesWith4401() {
        begun();
        for (var i = 0; i < TOKEN_SECONDS; i++) {
            pass(1);
            channel.writeInbound(new PongWebSocketFrame());
        }

        assertThat(closeCode()).isEqualTo(4401);
    }

    @Test
    void entriesThatAreNeverAcknowledgedCloseWith4408() {
        begun();
        chat.append("bob", "hi");
        for (var i = 0; i < 200 && channel.isOpen(); i++) {
            pass(1);
            headCheck.run();
            if (channel.isOpen()) channel.writeInbound(new PongWebSocketFrame());
        }

        assertThat(closeCode()).isEqualTo(4408);
    }

    @Test
    void headsAreAskedForOncePerHeartbeat() {
        begun();
        for (var i = 0; i < 95; i++) {
            pass(1);
            headCheck.run();
            channel.writeInbound(new PongWebSocketFrame());
        }

        assertThat(chat.headsAsked()).isEqualTo(3);
    }

    @Test
    void hintsThatWereLostForAMomentAreMadeUpForSoon() {
        begun();
        unwell = true;
        pass(1);
        headCheck.run();
        unwell = false;

        for (var i = 0; i < 3; i++) {
            pass(1);
            headCheck.run();
        }

        assertThat(chat.headsAsked()).isPositive();
    }

    /// More than may wait for an event loop that does not come round.
    @Test
    void pushesThatAreDroppedAreMadeUpForSoon() {
        begun();
        var entry = new DeliveryRecord.Entry(new UserId("bob"), 1, new byte[1024 * 1024], null);
        for (var i = 0; i < 40; i++) connections.registry().deliver(List.of(record(entry)));

        for (var i = 0; i < 5; i++) {
            headCheck.run();
            seconds++;
        }

        assertThat(chat.headsAsked()).isPositive();
    }

    @Test
    void aDeviceThatOnlyListensIsSeenAllTheSame() {
        begun();
        channel.writeInbound(new TextWebSocketFrame("{\"type\":\"auth\",\"token\":\"long\"}"));
        assertThat(chat.acks()).isZero();
        for (var i = 0; i < DAY_SECONDS; i++) {
            pass(1);
            if (i % 30 == 0) channel.writeInbound(new PongWebSocketFrame());
        }

        assertThat(AckBatch.SEEN_EVERY.multipliedBy(chat.acks()))
                .isGreaterThanOrEqualTo(Duration.ofDays(1));
    }

    @Test
    void aHeadCheckThatFailsIsFollowedByOthers() {
        begun();
        broken = true;
        seconds += 10;
        headCheck.run();
        assertThat(headCheck.status()).isInstanceOf(Status.NotReady.class);

        broken = false;
        for (var i = 0; i < 32; i++) {
            pass(1);
            headCheck.run();
        }

        assertThat(headCheck.status()).isInstanceOf(Status.Ready.class);
        assertThat(chat.headsAsked()).isPositive();
    }

    @Test
    void framesWithoutEndCloseWith4429() {
        begun();
        channel.writeInbound(new TextWebSocketFrame(false, 0, "{"));
        for (var i = 0; i < 5000 && channel.isOpen(); i++)
            channel.writeInbound(new ContinuationWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));

        assertThat(closeCode()).isEqualTo(4429);
    }

    @Test
    void aFaultOfOursClosesWith1011() {
        begun();
        channel.pipeline().fireExceptionCaught(new IllegalStateException("meant to happen"));

        assertThat(closeCode()).isEqualTo(1011);
    }

    @Test
    void aClientThatDoesNotAnswerACloseIsCutOff() {
        begun();
        channel.pipeline().fireExceptionCaught(new IllegalStateException("meant to happen"));
        pass(4);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void afterACloseNothingMoreIsTaken() {
        begun();
        channel.pipeline().fireExceptionCaught(new IllegalStateException("meant to happen"));
        channel.writeInbound(new TextWebSocketFrame("{\"type\":\"ping\"}"));

        assertThat(closeCode()).isEqualTo(1011);
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    @Test
    void framesAreReadFromAnyBuffer() {
        begun();
        var json = "{\"type\":\"ping\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        channel.writeInbound(
                new TextWebSocketFrame(Unpooled.wrappedBuffer(json)),
                new TextWebSocketFrame(Unpooled.directBuffer().writeBytes(json)));

        assertThat(text()).contains("pong");
        assertThat(text()).contains("pong");
    }

    private boolean unwell() {
        if (broken) throw new LinkageError("as told");
        return unwell;
    }

    private static DeliveryRecord record(DeliveryRecord.Entry entry) {
        return new DeliveryRecord(List.of(entry), List.of(), List.of());
    }

    private static Identity identity(int tokenSeconds) {
        return new Identity(new UserId("bob"), START.plusSeconds(tokenSeconds));
    }

    private void numberedLate() {
        chat.down(true);
        reconnect();
        pass(2);
        chat.down(false);
        pass(2);
    }

    private void reconnect() {
        channel.finishAndReleaseAll();
        channel = new EmbeddedChannel();
        connections = connections();
        connect();
    }

    private void send() {
        channel.writeInbound(
                new TextWebSocketFrame(
                        "{\"type\":\"send\",\"id\":\"m-1\",\"to\":\"alice\",\"body\":\"hi\"}"));
        channel.runPendingTasks();
    }

    private void begun() {
        text();
        text();
    }

    private List<String> texts() {
        var texts = new ArrayList<String>();
        while (channel.outboundMessages().peek() instanceof TextWebSocketFrame) {
            texts.add(text());
        }
        return texts;
    }

    private String text() {
        TextWebSocketFrame frame = channel.readOutbound();
        try {
            return frame.text();
        } finally {
            frame.release();
        }
    }

    /// Of the close frame that comes, whatever comes before it.
    private int closeCode() {
        for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            try {
                if (frame instanceof CloseWebSocketFrame close) {
                    return close.statusCode();
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
        throw new AssertionError("no close frame");
    }

    private HeadCheck headCheck() {
        return connections.headCheck(chat, TestGateway.SETTINGS.heartbeat(), this::unwell);
    }

    private Connections connections() {
        return new Connections(
                channel.eventLoop(), TestGateway.SETTINGS.user(), new NoMetrics(), this::nanoTime);
    }

    private void pass(int count) {
        for (var i = 0; i < count; i++) {
            seconds++;
            for (var ms = 0; ms < 1000; ms += 50) {
                channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
                channel.runScheduledPendingTasks();
                channel.runPendingTasks();
            }
        }
    }

    /// Time passes in which nothing runs.
    private void freeze(int count) {
        seconds += count - 1;
        channel.advanceTimeBy(count - 1, TimeUnit.SECONDS);
        pass(1);
    }

    /// What is there to read, without what it holds.
    private List<Object> frames() {
        var frames = new ArrayList<>(channel.outboundMessages());
        channel.releaseOutbound();
        return frames;
    }

    private long nanoTime() {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
