package dev.godwit.gateway.handshake;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The handshakes that are under way, TLS included, and the channels that wait to begin theirs:
/// nothing is read from them until it is their turn. So when everybody comes back at once those who
/// are let in are through before their deadline, instead of all of them late. Thread-safe.
///
/// No address (as [AcceptLimits] counts them) keeps others out: it is given another place only
/// while it holds fewer than are free, and likewise in the line. So one alone has half of all, two
/// have a third each, and whoever comes first from elsewhere finds room. Those who wait take turns
/// by address, and those of one address in the order in which they came.
final class Handshakes {
    /// Per handshake under way: who waits for longer than so many take is cut off by the deadline.
    private static final int WAITING_PER_HANDSHAKE = 8;

    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

    private final HandshakeMetrics metrics;

    // Guarded by this.
    private final Map<Channel, Source> entered = new HashMap<>();
    private final Map<ByteBuffer, Source> sources = new HashMap<>();
    private final LinkedHashSet<Source> line = new LinkedHashSet<>();

    /// How many more may begin, and how many more may wait.
    private int free;

    private int room;

    Handshakes(int max, HandshakeMetrics metrics) {
        this.metrics = metrics;
        this.free = max;
        this.room = WAITING_PER_HANDSHAKE * max;
    }

    /// An address that channels come from.
    private static final class Source {
        private final ByteBuffer address;
        private final LinkedHashSet<Channel> waiting = new LinkedHashSet<>(); // then it is in line
        private int underWay;

        Source(ByteBuffer address) {
            this.address = address;
        }
    }

    /// False where too many wait already. Otherwise [#leave] follows. Before anything is read from
    /// the channel.
    synchronized boolean enter(Channel channel) {
        var address = address(channel);
        var known = sources.get(address);
        var source = known == null ? new Source(address) : known;
        if (source.underWay < free) {
            begin(source);
        } else if (source.waiting.size() < room) {
            channel.config().setAutoRead(false);
            source.waiting.add(channel);
            line.add(source);
            room--;
        } else {
            metrics.handshakeRejected();
            return false;
        }
        sources.put(address, source);
        entered.put(channel, source);
        return true;
    }

    synchronized boolean waits(Channel channel) {
        var source = entered.get(channel);
        return source != null && source.waiting.contains(channel);
    }

    /// The channel is through, or closed. Whose turn it is begins.
    void leave(Channel channel) {
        for (var next : next(channel)) {
            var _ = next.config().setAutoRead(true);
        }
    }

    private synchronized List<Channel> next(Channel left) {
        var source = entered.remove(left);
        if (source == null) {
            return List.of();
        }
        if (source.waiting.remove(left)) {
            room++;
            if (source.waiting.isEmpty()) line.remove(source);
        } else {
            source.underWay--;
            free++;
            metrics.handshakeEnded();
        }
        if (source.underWay == 0 && source.waiting.isEmpty()) {
            sources.remove(source.address);
        }
        var begun = new ArrayList<Channel>();
        for (var next = nextInLine(); next != null; next = nextInLine()) {
            begun.add(next.waiting.removeFirst());
            room++;
            line.remove(next);
            if (!next.waiting.isEmpty()) line.add(next);
            begin(next);
        }
        return begun;
    }

    private void begin(Source source) {
        source.underWay++;
        free--;
        metrics.handshakeBegun();
    }

    /// Passes over few: those with as many under way as are free.
    private @Nullable Source nextInLine() {
        if (free == 0) return null;
        for (var source : line) {
            if (source.underWay < free) return source;
        }
        return null;
    }

    private static ByteBuffer address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress socket
                ? AcceptLimits.network(socket.getAddress())
                : NOWHERE;
    }
}
