package dev.godwit.gateway.conformance;

import dev.godwit.auth.Identity;
import dev.godwit.gateway.handshake.Acceptor;
import dev.godwit.id.DeviceId;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Gives a channel all the handlers that a client's gets, and two more: text and binary frames come
/// back instead of being understood, and what the connection itself has to say is not said. Pings,
/// closing, limits and errors stay the connection's.
record EchoingAcceptor(Acceptor real) implements Acceptor {
    @Override
    public void accept(Channel channel, Identity identity, DeviceId device) {
        var pipeline = channel.pipeline();
        pipeline.addLast("silence", new Silence());
        real.accept(channel, identity, device);
        pipeline.addBefore("connection", "echo", new Echo());
    }

    /// Drops the connection's own text frames; pongs and close frames pass.
    private static final class Silence extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object frame, ChannelPromise promise) {
            if (!(frame instanceof TextWebSocketFrame)) {
                var _ = context.write(frame, promise);
                return;
            }
            ReferenceCountUtil.release(frame);
            promise.trySuccess();
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
                var _ = context.pipeline().context("silence").writeAndFlush(frame);
            } else {
                context.fireChannelRead(frame);
            }
        }
    }
}
