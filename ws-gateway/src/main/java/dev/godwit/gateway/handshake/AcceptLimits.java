package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// How many sockets may be open, in all and from one address. Thread-safe.
final class AcceptLimits {
    private final int maxTotal;
    private final int maxPerAddress;

    // Guarded by this: two bounds that are looked at in two steps would refuse a socket for which
    // there is room.
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int total;

    AcceptLimits(int maxTotal, int maxPerAddress) {
        this.maxTotal = maxTotal;
        this.maxPerAddress = maxPerAddress;
    }

    /// Counts the socket until it is closed, unless there are too many.
    boolean admit(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress socket)) return true;
        var address = socket.getAddress();
        if (!enter(address)) return false;
        var _ = channel.closeFuture().addListener(_ -> leave(address));
        return true;
    }

    synchronized boolean enter(InetAddress address) {
        int open = byAddress.getOrDefault(address, 0);
        if (total >= maxTotal || open >= maxPerAddress) return false;
        byAddress.put(address, open + 1);
        total++;
        return true;
    }

    synchronized void leave(InetAddress address) {
        byAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
        total--;
    }
}
