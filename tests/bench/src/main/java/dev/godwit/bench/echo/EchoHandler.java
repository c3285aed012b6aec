package dev.godwit.bench.echo;

import dev.godwit.id.UserId;
import dev.godwit.protocol.ClientFrame.Ack;
import dev.godwit.protocol.ClientFrame.Auth;
import dev.godwit.protocol.ClientFrame.Ping;
import dev.godwit.protocol.ClientFrame.Send;
import dev.godwit.protocol.ClientFrameDecoder;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.MalformedFrame;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;

import org.jspecify.annotations.Nullable;

/// One connection to the echo server, read with the product's own decoder. Runs on its event loop.
final class EchoHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private static final String BEARER = "Bearer ";

    private final ClientFrameDecoder decoder = new ClientFrameDecoder(Limits.MAX_BODY_BYTES);
    private final EchoRoom room;
    private @Nullable UserId user;

    EchoHandler(EchoRoom room) {
        this.room = room;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof HandshakeComplete upgrade)) return;
        var header = upgrade.requestHeaders().get(HttpHeaderNames.AUTHORIZATION, BEARER);
        user = new UserId(header.substring(BEARER.length()));
        room.join(user, ctx);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame)
            throws MalformedFrame {
        if (user == null) throw new IllegalStateException("a frame before the upgrade");
        var json = ByteBufUtil.getBytes(frame.content());
        switch (decoder.decode(json, 0, json.length)) {
            case Send send -> room.send(user, send, ctx);
            case Ack _, Auth _, Ping _ -> {}
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (user != null) room.leave(user);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the client sees that its connection ended
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
