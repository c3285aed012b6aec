package dev.godwit.chaos.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// The listening end of a link: it can stop listening and listen on the same port again.
///
/// Changed by one thread at a time, never by the event loop, on which `entered` is called.
final class Entry {
    private static final int QUEUE = 4096;

    private final EventLoop loop;
    private final ServerBootstrap bootstrap;
    private volatile InetSocketAddress address;
    private @Nullable Channel listener;

    Entry(EventLoop loop, InetSocketAddress listen, Consumer<SocketChannel> entered) {
        this.loop = loop;
        this.address = listen;
        this.bootstrap =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, QUEUE)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel client) {
                                        entered.accept(client);
                                    }
                                });
    }

    InetSocketAddress address() {
        return address;
    }

    synchronized void become(Entrance entrance) {
        switch (entrance) {
            case OPEN -> listening().config().setAutoRead(true);
            case SILENT -> listening().config().setAutoRead(false);
            case REFUSED -> {
                if (listener != null) listener.close().syncUninterruptibly();
                listener = null;
            }
        }
        Turn.await(loop);
    }

    private Channel listening() {
        if (listener != null) return listener;
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess())
            throw new IllegalStateException("cannot listen on " + address, bound.cause());
        listener = bound.channel();
        address = (InetSocketAddress) listener.localAddress();
        return listener;
    }
}
