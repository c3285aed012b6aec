package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;

/// The handshakes that are under way, TLS included, and the channels that wait to begin theirs:
/// nothing is read from them until it is their turn. So when everybody comes back at once those who
/// are let in are through before their deadline, instead of all of them late. Thread-safe.
final class Handshakes {
    /// Per handshake under way: who waits for longer than so many take is cut off by the deadline.
    private static final int WAITING_PER_HANDSHAKE = 4;

    private final int max;
    private final HandshakeMetrics metrics;

    // Guarded by this.
    private final LinkedHashSet<Channel> waiting = new LinkedHashSet<>();
    private int underWay;

    Handshakes(int max, HandshakeMetrics metrics) {
        this.max = max;
        this.metrics = metrics;
    }

    /// False where too many wait already. Otherwise [#leave] follows. Before anything is read from
    /// the channel.
    synchronized boolean enter(Channel channel) {
        if (underWay < max) {
            underWay++;
            metrics.handshakeBegun();
            return true;
        }
        if (waiting.size() >= WAITING_PER_HANDSHAKE * max) {
            metrics.handshakeRejected();
            return false;
        }
        channel.config().setAutoRead(false);
        return waiting.add(channel);
    }

    /// The channel is through, or closed. The one that has waited longest begins.
    void leave(Channel channel) {
        var next = next(channel);
        if (next != null) {
            var _ = next.config().setAutoRead(true);
        }
    }

    private synchronized @Nullable Channel next(Channel left) {
        if (waiting.remove(left)) {
            return null;
        }
        if (waiting.isEmpty()) {
            underWay--;
            metrics.handshakeEnded();
            return null;
        }
        return waiting.removeFirst();
    }
}
