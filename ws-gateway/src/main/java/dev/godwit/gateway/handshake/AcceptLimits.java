package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// How many sockets may be open, in all and from one address. An IPv6 network of 64 bits is one
/// address: whoever has one has all of them. Thread-safe.
final class AcceptLimits {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int maxTotal;
    private final int maxPerAddress;

    // Guarded by this: two bounds that are looked at in two steps would refuse a socket for which
    // there is room.
    private final Map<ByteBuffer, Integer> byAddress = new HashMap<>();
    private int total;

    AcceptLimits(int maxTotal, int maxPerAddress) {
        this.maxTotal = maxTotal;
        this.maxPerAddress = maxPerAddress;
    }

    /// Counts the socket until it is closed, unless there are too many.
    boolean admit(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress socket)) return true;
        var address = network(socket.getAddress());
        if (!enter(address)) return false;
        var _ = channel.closeFuture().addListener(_ -> leave(address));
        return true;
    }

    /// The bytes that count as one address.
    static ByteBuffer network(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet6Address
                ? ByteBuffer.wrap(bytes, 0, IPV6_NETWORK_BYTES)
                : ByteBuffer.wrap(bytes);
    }

    synchronized boolean enter(ByteBuffer address) {
        int open = byAddress.getOrDefault(address, 0);
        if (total >= maxTotal || open >= maxPerAddress) return false;
        byAddress.put(address, open + 1);
        total++;
        return true;
    }

    synchronized void leave(ByteBuffer address) {
        byAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
        total--;
    }
}
