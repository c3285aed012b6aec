package dev.godwit.gateway.transport.websocket;

import dev.godwit.gateway.connection.LocalConnection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/// Counts every frame as it comes, fragments and empty ones too, and its bytes, and lets nothing
/// through but a close frame once there were too many. Runs on the channel's event loop.
final class FrameGate extends ChannelInboundHandlerAdapter {
    private final LocalConnection connection;

    FrameGate(LocalConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof CloseWebSocketFrame || passes(frame)) context.fireChannelRead(frame);
        else ReferenceCountUtil.release(frame);
    }

    private boolean passes(Object message) {
        if (!(message instanceof WebSocketFrame frame)) return true;
        if (!connection.heard(frame.content().readableBytes())) return false;
        if (!isControl(frame)) connection.heardPart(frame.isFinalFragment());
        return true;
    }

    private static boolean isControl(WebSocketFrame frame) {
        return frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame;
    }
}
