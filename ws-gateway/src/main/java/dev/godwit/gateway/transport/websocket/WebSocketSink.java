package dev.godwit.gateway.transport.websocket;

import dev.godwit.gateway.connection.FrameSink;
import dev.godwit.gateway.registry.ConnectionLoop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/// The one way out to the client of a WebSocket. Runs on the channel's event loop; nothing here
/// blocks.
final class WebSocketSink implements FrameSink {
    private final Channel channel;
    private final ConnectionLoop loop;
    private boolean unflushed;
    private boolean pongPending;
    private boolean closeSaid;
    private boolean closeHeard;

    WebSocketSink(Channel channel, ConnectionLoop loop) {
        this.channel = channel;
        this.loop = loop;
    }

    @Override
    public void write(byte[] frame) {
        write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    }

    @Override
    public void flush() {
        unflushed = false;
        channel.flush();
    }

    @Override
    public void pong(byte[] frame) {
        if (!pongPending) {
            sendPong(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
        }
    }

    /// Answers a ping of the WebSocket protocol, or forgets it while an earlier answer has not left
    /// yet: a client that pings and never reads pins one pong, not all of them.
    void pong(ByteBuf payload) {
        if (!pongPending) {
            sendPong(new PongWebSocketFrame(payload.retain()));
        }
    }

    @Override
    public void ping() {
        if (writable()) {
            write(new PingWebSocketFrame());
        }
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public boolean taking() {
        return writable() && !pongPending;
    }

    @Override
    public boolean reading() {
        return channel.config().isAutoRead();
    }

    /// The socket's buffer is where the rest waits. Once it closes all is read, for the client's
    /// close frame is behind it.
    @Override
    public void readFrom(boolean more) {
        channel.config().setAutoRead(more || closeSaid);
    }

    /// The client's close frame has come: its answer ends the socket.
    void closeHeard() {
        closeHeard = true;
    }

    /// `code`: negative where the client's close frame, which is answered, had none.
    @Override
    public void close(int code, String reason) {
        closeSaid = true;
        readFrom(true);
        var frame = code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, reason);
        var _ =
                channel.writeAndFlush(frame)
                        .addListener(
                                closeHeard
                                        ? ChannelFutureListener.CLOSE
                                        : ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void drop() {
        var _ = channel.close();
    }

    @Override
    public long pendingBytes() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    private void sendPong(WebSocketFrame pong) {
        pongPending = true;
        var _ = channel.writeAndFlush(pong).addListener(done -> pongPending = false);
    }

    private void write(WebSocketFrame frame) {
        var _ = channel.write(frame, channel.voidPromise());
        if (!unflushed) {
            unflushed = true;
            loop.written(this);
        }
    }
}
