package dev.godwit.gateway.connection;

import dev.godwit.protocol.CloseCode;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameEncoder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/// The one way out to a client. Runs on the channel's event loop; nothing here blocks.
final class Outbound {
    /// What RFC 6455 calls a connection that ended without a close frame.
    private static final int ENDED_WITHOUT_A_WORD = 1006;

    private final Channel channel;
    private final ConnectionLoop loop;
    private final ServerFrameEncoder encoder;
    private boolean unflushed;
    private boolean pongPending;
    private boolean closing;
    private int closeCode = ENDED_WITHOUT_A_WORD;

    Outbound(Channel channel, ConnectionLoop loop, ServerFrameEncoder encoder) {
        this.channel = channel;
        this.loop = loop;
        this.encoder = encoder;
    }

    boolean writable() {
        return channel.isWritable();
    }

    /// Whether the client takes what there is for it: neither is too much waiting, nor an answer to
    /// its ping.
    boolean taking() {
        return writable() && !pongPending;
    }

    /// Bytes that wait for the socket. Thread-safe.
    long pendingBytes() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    boolean closing() {
        return closing;
    }

    int closeCode() {
        return closeCode;
    }

    boolean reading() {
        return channel.config().isAutoRead();
    }

    /// Whether more is taken from the client: its socket's buffer is where the rest has to wait.
    void readFrom(boolean reading) {
        channel.config().setAutoRead(reading || closing);
    }

    void say(ServerFrame frame) {
        say(encoder.encode(frame));
    }

    /// Writes a rendered frame; it leaves at the end of the loop's turn.
    void say(byte[] frame) {
        if (!closing) write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    }

    void ping() {
        if (!closing && writable()) write(new PingWebSocketFrame());
    }

    /// Answers a protocol ping, or forgets it while an earlier answer has not left yet: a client
    /// that pings and never reads pins one pong, not all of them.
    void pong(ByteBuf payload) {
        if (pongPending || closing) return;
        sendPong(new PongWebSocketFrame(payload.retain()));
    }

    /// The same for a `ping` frame.
    void pong() {
        if (pongPending || closing) return;
        var frame = encoder.encode(new ServerFrame.Pong());
        sendPong(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    }

    void flush() {
        unflushed = false;
        channel.flush();
    }

    /// Ends what is read from the client's side too, except for its own close frame.
    void close(CloseCode code) {
        close(code.code(), code.reason());
    }

    void close(int code, String reason) {
        assert loop.mine() : "closed from elsewhere";
        if (closing) return;
        closing = true;
        closeCode = code;
        readFrom(true);
        var _ =
                channel.writeAndFlush(new CloseWebSocketFrame(code, reason))
                        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /// Answers the client's close frame and ends the connection.
    void closeBack(int code) {
        if (closing) {
            drop();
            return;
        }
        closing = true;
        closeCode = code;
        var answer = code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, "");
        var _ = channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /// Ends the connection without a word.
    void drop() {
        closing = true;
        var _ = channel.close();
    }

    private void sendPong(WebSocketFrame pong) {
        pongPending = true;
        var _ = channel.writeAndFlush(pong).addListener(done -> pongPending = false);
    }

    private void write(WebSocketFrame frame) {
        var _ = channel.write(frame, channel.voidPromise());
        if (unflushed) return;
        unflushed = true;
        loop.written(this);
    }
}
