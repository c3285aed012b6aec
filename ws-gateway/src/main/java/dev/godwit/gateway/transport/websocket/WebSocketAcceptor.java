package dev.godwit.gateway.transport.websocket;

import dev.godwit.auth.Identity;
import dev.godwit.gateway.connection.ConnectionFactory;
import dev.godwit.gateway.handshake.Acceptor;
import dev.godwit.gateway.registry.Connections;
import dev.godwit.id.DeviceId;
import dev.godwit.protocol.ClientFrameDecoder;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/// Makes a connection of an upgraded channel. Thread-safe.
public final class WebSocketAcceptor implements Acceptor {
    /// Beyond that, fragments are copied together: each by itself takes more than its bytes.
    private static final int MAX_FRAGMENTS_APART = 64;

    private final ClientFrameDecoder decoder;
    private final Connections connections;
    private final ConnectionFactory factory;
    private final int maxFrameBytes;

    public WebSocketAcceptor(
            Connections connections,
            ConnectionFactory factory,
            int maxFrameBytes,
            int maxBodyBytes) {
        this.connections = connections;
        this.factory = factory;
        this.decoder = new ClientFrameDecoder(maxBodyBytes);
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public void accept(Channel channel, Identity identity, DeviceId device) {
        var loop = connections.loopOf(channel.eventLoop());
        var sink = new WebSocketSink(channel, loop);
        var connection = factory.connect(identity, device, loop, sink);
        var whole = new WebSocketFrameAggregator(maxFrameBytes);
        whole.setMaxCumulationBufferComponents(MAX_FRAGMENTS_APART);
        channel.pipeline()
                .addLast("gate", new FrameGate(connection))
                .addLast("whole frames", whole)
                .addLast("connection", new WebSocketHandler(connection, sink, decoder));
    }
}
