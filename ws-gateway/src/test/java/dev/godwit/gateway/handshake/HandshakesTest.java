package dev.godwit.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.gateway.testing.TestGateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class HandshakesTest {
    private static final HandshakeConfig SETTINGS = TestGateway.door(List.of(), 10, 10);

    private final Count count = new Count();
    private Handshakes handshakes = new Handshakes(1, count);
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<EmbeddedChannel> all = new ArrayList<>();

    @Test
    void theNextBeginsWhenOneIsThroughOrGone() {
        var first = accepted();
        var second = accepted();
        var third = accepted();
        assertThat(read()).containsExactly(true, false, false);
        assertThat(count.underWay).isEqualTo(1);

        first.pipeline().remove(HandshakeDeadline.class);
        assertThat(read()).containsExactly(true, true, false);

        var _ = second.close();
        assertThat(read()).containsExactly(true, true, true);
        assertThat(count.underWay).isEqualTo(1);
        var _ = third.close();
        assertThat(count.underWay).isZero();
    }

    @Test
    void whoIsGoneTakesNobodysTurn() {
        var first = accepted();
        var _ = accepted().close();
        var third = accepted();

        var _ = first.close();

        assertThat(third.config().isAutoRead()).isTrue();
    }

    @Test
    void onlySoManyMayWait() {
        for (var i = 0; i < 5; i++) {
            assertThat(accepted().isOpen()).isTrue();
        }

        assertThat(accepted().isOpen()).isFalse();
        assertThat(count.rejected).isEqualTo(1);
        assertThat(count.underWay).isEqualTo(1);
    }

    @Test
    void oneAddressLeavesOthersAsManyPlacesAsItHas() {
        handshakes = new Handshakes(4, count);
        for (var i = 0; i < 4; i++) {
            var _ = accepted("10.0.0.1");
        }
        assertThat(read()).containsExactly(true, true, false, false);

        assertThat(accepted("10.0.0.2").config().isAutoRead()).isTrue();
        assertThat(accepted("10.0.0.3").config().isAutoRead()).isTrue();
        assertThat(accepted("10.0.0.4").config().isAutoRead()).isFalse();
        assertThat(count.underWay).isEqualTo(4);
    }

    @Test
    void oneAddressLeavesOthersAsMuchRoomToWaitAsItTakes() {
        for (var i = 0; i < 10; i++) {
            var _ = accepted("10.0.0.1");
        }
        assertThat(count.rejected).isEqualTo(5);

        assertThat(accepted("10.0.0.2").isOpen()).isTrue();
    }

    @Test
    void thoseWhoWaitTakeTurnsByAddress() {
        var first = accepted("10.0.0.1");
        var second = accepted("10.0.0.1");
        var third = accepted("10.0.0.1");
        var other = accepted("10.0.0.2");
        var _ = accepted("10.0.0.1").close();

        var _ = first.close();
        assertThat(second.config().isAutoRead()).isTrue();
        var _ = second.close();
        assertThat(other.config().isAutoRead()).isTrue();
        assertThat(third.config().isAutoRead()).isFalse();
        var _ = other.close();
        assertThat(third.config().isAutoRead()).isTrue();
    }

    @Test
    void oneThatEndsMayLetTwoBegin() {
        handshakes = new Handshakes(3, count);
        var first = accepted("10.0.0.1");
        var second = accepted("10.0.0.1"); // it may have another: two are free
        var third = accepted("10.0.0.1");
        var other = accepted("10.0.0.2");
        var otherToo = accepted("10.0.0.2");
        assertThat(read()).containsExactly(true, true, false, true, false);

        var _ = first.close();
        assertThat(read()).containsExactly(true, true, false, true, false);

        var _ = other.close();
        assertThat(read()).containsExactly(true, true, true, true, true);

        for (var channel : List.of(second, third, otherToo)) {
            var _ = channel.close();
        }
        assertThat(count.underWay).isZero();
    }

    /// It may be read all the same: when the client has sent something and closed its side.
    @Test
    void whatIsReadWhileItWaitsClosesTheChannelAndCostsNothing() {
        var _ = accepted();
        var second = accepted();
        var sent = Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII);

        second.writeInbound(sent);

        assertThat(sent.refCnt()).isZero();
        assertThat(second.isOpen()).isFalse();
        assertThat(second.<Object>readOutbound()).isNull();
    }

    @Test
    void aHandshakeThatTakesTooLongIsCutOffAlsoWhileItWaits() {
        var first = accepted();
        var second = accepted();

        for (var i = 0; i < 10; i++) {
            pass(first, SETTINGS.deadline().dividedBy(10));
            pass(second, SETTINGS.deadline().dividedBy(10));
        }

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(count.underWay).isZero();
    }

    @Test
    void timeInWhichTheProcessWasFrozenIsNobodysDelay() {
        var channel = accepted();

        pass(channel, Duration.ofMinutes(1));

        assertThat(channel.isOpen()).isTrue();
    }

    private EmbeddedChannel accepted() {
        return accepted("10.0.0.1");
    }

    private EmbeddedChannel accepted(String address) {
        var channel =
                new EmbeddedChannel() {
                    @Override
                    public SocketAddress remoteAddress() {
                        return new InetSocketAddress(InetAddress.ofLiteral(address), 1);
                    }
                };
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        new ClientChannelInitializer(
                                SETTINGS,
                                new AcceptLimits(10, 10),
                                handshakes,
                                clients,
                                null,
                                () ->
                                        new UpgradeHandler(
                                                new UpgradeRules(List.of()),
                                                _ -> new CompletableFuture<>(),
                                                (_, _, _) -> {},
                                                count,
                                                SETTINGS.maxFrameBytes())));
        all.add(channel);
        return channel;
    }

    /// Who of all is read from.
    private Stream<Boolean> read() {
        return all.stream().map(channel -> channel.config().isAutoRead());
    }

    private static void pass(EmbeddedChannel channel, Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private static final class Count implements HandshakeMetrics {
        private int underWay;
        private int rejected;

        @Override
        public void handshakeRefused(int status) {}

        @Override
        public void handshakeBegun() {
            underWay++;
        }

        @Override
        public void handshakeEnded() {
            underWay--;
        }

        @Override
        public void handshakeRejected() {
            rejected++;
        }
    }
}
