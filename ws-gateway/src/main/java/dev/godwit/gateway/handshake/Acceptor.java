package dev.godwit.gateway.handshake;

import dev.godwit.auth.Identity;
import dev.godwit.id.DeviceId;

import io.netty.channel.Channel;

/// Takes over a channel whose handshake is done.
@FunctionalInterface
public interface Acceptor {
    /// Adds the last handlers, behind those that bring valid WebSocket frames.
    void accept(Channel channel, Identity identity, DeviceId device);
}
