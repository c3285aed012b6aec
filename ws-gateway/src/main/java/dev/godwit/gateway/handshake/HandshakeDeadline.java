package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Closes a channel that is not through TLS, upgrade and authentication in time. Its removal stops
/// the clock. Runs on the channel's event loop.
final class HandshakeDeadline extends ChannelInboundHandlerAdapter {
    private final Future<?> alarm;

    HandshakeDeadline(Channel channel, Duration time) {
        this.alarm =
                channel.eventLoop()
                        .schedule(() -> cutOff(channel), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        alarm.cancel(false);
    }

    private static void cutOff(Channel channel) {
        var _ = channel.close();
    }
}
