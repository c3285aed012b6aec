package dev.godwit.gateway.connection;

import dev.godwit.auth.Identity;
import dev.godwit.id.DeviceId;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;

/// Takes over a channel whose handshake is done.
@FunctionalInterface
public interface Acceptor {
    /// The handler to add last, behind handlers that bring whole and valid WebSocket frames.
    ChannelHandler accept(Channel channel, Identity identity, DeviceId device);
}
