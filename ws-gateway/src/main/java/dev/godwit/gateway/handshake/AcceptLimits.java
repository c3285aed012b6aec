package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How many sockets may be open, in all and from one address. Thread-safe.
final class AcceptLimits {
    private final int maxTotal;
    private final int maxPerAddress;
    private final AtomicInteger total = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    AcceptLimits(int maxTotal, int maxPerAddress) {
        this.maxTotal = maxTotal;
        this.maxPerAddress = maxPerAddress;
    }

    /// Counts the socket until it is closed, unless there are too many.
    boolean admit(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress socket)) return true;
        var address = socket.getAddress();
        total.incrementAndGet();
        byAddress.merge(address, 1, Integer::sum);
        var _ = channel.closeFuture().addListener(_ -> leave(address));
        return total.get() <= maxTotal && byAddress.getOrDefault(address, 1) <= maxPerAddress;
    }

    private void leave(InetAddress address) {
        total.decrementAndGet();
        byAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }
}
