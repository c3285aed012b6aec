package dev.godwit.gateway.transport.websocket;

import dev.godwit.gateway.connection.LocalConnection;
import dev.godwit.protocol.ClientFrameDecoder;
import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.MalformedFrame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

import javax.net.ssl.SSLException;

/// The last handler of a channel: turns WebSocket frames, whole and valid by now, into calls of its
/// connection. Runs on the channel's event loop; nothing here blocks.
final class WebSocketHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final LocalConnection connection;
    private final WebSocketSink sink;
    private final ClientFrameDecoder decoder;

    WebSocketHandler(LocalConnection connection, WebSocketSink sink, ClientFrameDecoder decoder) {
        this.connection = connection;
        this.sink = sink;
        this.decoder = decoder;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection.start();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof CloseWebSocketFrame close) {
                sink.closeHeard();
                connection.left(close.statusCode());
            } else if (message instanceof WebSocketFrame frame) {
                read(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException e -> {
                var status = e.closeStatus();
                connection.close(status.code(), status.reasonText());
            }
            case TooLongFrameException ignored -> connection.close(CloseCode.TOO_BIG);
            case IOException ignored -> connection.drop(); // the socket broke
            case PrematureChannelClosureException ignored -> connection.drop();
            case DecoderException e when e.getCause() instanceof SSLException ->
                    connection.drop(); // what came is no TLS
            default -> {
                LOG.atError()
                        .setCause(cause)
                        .addKeyValue("user", connection.user())
                        .addKeyValue("connection", connection.id())
                        .log("connection failed");
                connection.close(CloseCode.INTERNAL);
            }
        }
    }

    private void read(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> read(text.content());
            case PingWebSocketFrame ping -> sink.pong(ping.content());
            case PongWebSocketFrame ignored -> {} // it was heard; that is all a pong is for
            case BinaryWebSocketFrame ignored -> connection.close(CloseCode.UNSUPPORTED);
            default -> connection.close(CloseCode.POLICY);
        }
    }

    private void read(ByteBuf json) {
        var length = json.readableBytes();
        try {
            if (json.hasArray()) {
                var start = json.arrayOffset() + json.readerIndex();
                connection.on(decoder.decode(json.array(), start, length));
                return;
            }
            var copy = connection.loop().scratch(length);
            json.getBytes(json.readerIndex(), copy, 0, length);
            connection.on(decoder.decode(copy, 0, length));
        } catch (MalformedFrame e) {
            connection.on(e);
        }
    }
}
