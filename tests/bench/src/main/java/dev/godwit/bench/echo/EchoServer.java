package dev.godwit.bench.echo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server that speaks the protocol, keeps nothing and passes every message on at once, on one
/// event loop. A bearer's token is their name.
public final class EchoServer implements AutoCloseable {
    /// The name its event loop's thread begins with.
    public static final String THREADS = "echo";

    private static final int MAX_HEAD_BYTES = 8192;

    private final MultiThreadIoEventLoopGroup group;
    private final Channel listener;

    private EchoServer(Deliveries deliveries) {
        group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(THREADS, true), EpollIoHandler.newFactory());
        var room = new EchoRoom(deliveries);
        listener =
                new ServerBootstrap()
                        .group(group)
                        .channel(EpollServerSocketChannel.class)
                        .childHandler(pipeline(room))
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    public static EchoServer start() {
        return start(List::of);
    }

    public static EchoServer start(Deliveries deliveries) {
        return new EchoServer(deliveries);
    }

    public URI address() {
        var port = ((InetSocketAddress) listener.localAddress()).getPort();
        return URI.create("ws://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static ChannelInitializer<Channel> pipeline(EchoRoom room) {
        var webSocket =
                WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath("/v1/ws")
                        .checkStartsWith(true)
                        .subprotocols("godwit.v1")
                        .build();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_HEAD_BYTES))
                        .addLast(new WebSocketServerProtocolHandler(webSocket))
                        .addLast(new EchoHandler(room));
            }
        };
    }
}
