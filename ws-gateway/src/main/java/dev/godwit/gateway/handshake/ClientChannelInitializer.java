package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// The table of contents of a connection.
final class ClientChannelInitializer extends ChannelInitializer<Channel> {
    /// A token alone may take 8 KiB.
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final int MAX_REQUEST_LINE = 8 * 1024;

    private final HandshakeConfig settings;
    private final AcceptLimits limits;
    private final Handshakes handshakes;
    private final ChannelGroup clients;
    private final @Nullable SslContext tls;
    private final Supplier<UpgradeHandler> upgrade;

    ClientChannelInitializer(
            HandshakeConfig settings,
            AcceptLimits limits,
            Handshakes handshakes,
            ChannelGroup clients,
            @Nullable SslContext tls,
            Supplier<UpgradeHandler> upgrade) {
        this.settings = settings;
        this.limits = limits;
        this.handshakes = handshakes;
        this.clients = clients;
        this.tls = tls;
        this.upgrade = upgrade;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!limits.admit(channel) || !handshakes.enter(channel)) {
            var _ = channel.close();
            return;
        }
        clients.add(channel);
        var pipeline = channel.pipeline();
        pipeline.addLast(
                "deadline", new HandshakeDeadline(handshakes, channel, settings.deadline()));
        if (tls != null) pipeline.addLast("tls", tls.newHandler(channel.alloc()));
        pipeline.addLast("http", new HttpServerCodec(httpLimits()));
        pipeline.addLast("one request", new SingleRequestHandler());
        pipeline.addLast("whole request", new HttpObjectAggregator(1));
        pipeline.addLast("upgrade", upgrade.get());
        // The upgrade leaves only tls, and adds: wsdecoder, wsencoder, utf8, gate, whole
        // frames, connection.
    }

    private static HttpDecoderConfig httpLimits() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHeadersFactory(BoundedHeaders.FACTORY);
    }
}
