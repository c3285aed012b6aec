package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a channel that is not through TLS, upgrade and authentication in time, and one that is
/// read before its turn: epoll does so, though told not to, where the client has closed its side.
/// Its removal, which comes with the close too, stops the clock and ends the handshake. Runs on the
/// channel's event loop.
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
    /// In so many steps, each of which begins when the one before was looked at: a moment in which
    /// the process was frozen costs one of them, and not everybody's handshake.
    private static final int STEPS = 10;

    private final Handshakes handshakes;
    private final Channel channel;
    private final long step;
    private int left = STEPS;
    private Future<?> alarm;

    HandshakeDeadline(Handshakes handshakes, Channel channel, Duration time) {
        this.handshakes = handshakes;
        this.channel = channel;
        this.step = time.dividedBy(STEPS).toNanos();
        this.alarm = nextStep();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        alarm.cancel(false);
        handshakes.leave(channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (handshakes.waits(channel)) {
            ReferenceCountUtil.release(message);
            var _ = channel.close();
        } else {
            context.fireChannelRead(message);
        }
    }

    private Future<?> nextStep() {
        return channel.eventLoop().schedule(this::stepOver, step, TimeUnit.NANOSECONDS);
    }

    private void stepOver() {
        if (--left > 0) {
            alarm = nextStep();
        } else {
            var _ = channel.close();
        }
    }
}
