package dev.godwit.gateway.handshake;

import dev.godwit.protocol.CloseCode;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Closes a WebSocket with a reason as soon as it is one: a page cannot tell an HTTP error from a
/// network failure. Runs on the channel's event loop.
final class RejectingHandler extends ChannelInboundHandlerAdapter {
    private final CloseCode why;

    RejectingHandler(CloseCode why) {
        this.why = why;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        var _ =
                context.writeAndFlush(new CloseWebSocketFrame(why.code(), why.reason()))
                        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof CloseWebSocketFrame) drop(context);
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        drop(context); // whatever it was, it is over
    }

    private static void drop(ChannelHandlerContext context) {
        var _ = context.close();
    }
}
