package dev.godwit.gateway.handshake;

import dev.godwit.gateway.connection.Authenticator;
import dev.godwit.lifecycle.Readiness;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;
import java.time.Duration;

/// The port that clients connect to. Thread-safe.
public final class ClientPort implements Readiness, AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final WriteBufferWaterMark WATER_MARKS =
            new WriteBufferWaterMark(16 * 1024, 32 * 1024);

    /// What one read takes at most: so much may come before a connection can stop reading.
    private static final int MAX_READ = 16 * 1024;

    /// Each way; the kernel takes twice that, instead of growing it to megabytes.
    private static final int SOCKET_BUFFER = 32 * 1024;

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Channel listener;
    private final ChannelGroup clients;

    private ClientPort(Channel listener, ChannelGroup clients) {
        this.listener = listener;
        this.clients = clients;
    }

    /// Starts listening; port 0 picks a free one. `buffers`: for the clients' sockets. Throws
    /// [IllegalArgumentException] where the certificate cannot be used, [IllegalStateException]
    /// where the port cannot.
    public static ClientPort open(
            HandshakeConfig settings,
            EventLoops loops,
            Authenticator authenticator,
            Acceptor acceptor,
            HandshakeMetrics metrics,
            ByteBufAllocator buffers) {
        var tls =
                settings.tls() ? Tls.context(settings.certificate(), settings.privateKey()) : null;
        var rules = new UpgradeRules(settings.allowedOrigins());
        var limits =
                new AcceptLimits(settings.maxConnections(), settings.maxConnectionsPerAddress());
        var clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        var setup =
                new ClientChannelInitializer(
                        settings,
                        limits,
                        new Handshakes(settings.maxHandshakes(), metrics),
                        clients,
                        tls,
                        () ->
                                new UpgradeHandler(
                                        rules,
                                        authenticator,
                                        acceptor,
                                        metrics,
                                        settings.maxFrameBytes()));
        var bootstrap =
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(EventLoops.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER) // inherited
                        .childOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                        .childOption(ChannelOption.ALLOCATOR, buffers)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(512, 2048, MAX_READ))
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                        .childHandler(setup);
        if (Epoll.isAvailable())
            bootstrap.childOption(
                    EpollChannelOption.TCP_USER_TIMEOUT, (int) settings.peerTimeout().toMillis());
        var address = new InetSocketAddress(settings.host(), settings.port());
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (bound.isSuccess()) {
            return new ClientPort(bound.channel(), clients);
        }
        throw new IllegalStateException("gateway.port: cannot listen on " + address, bound.cause());
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// Nobody new from now on; who is connected stays.
    public void stopAccepting() {
        listener.close().syncUninterruptibly();
    }

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public Status status() {
        return listener.isOpen() ? new Status.Ready() : new Status.NotReady("not accepting");
    }

    /// Cuts off whoever is still connected. Not left to the end of the event loops: a loop that is
    /// told to stop between two looks ends without closing its channels, which then never let go of
    /// what they hold.
    @Override
    public void close() {
        stopAccepting();
        clients.close().awaitUninterruptibly(CLOSE.toMillis());
    }
}
