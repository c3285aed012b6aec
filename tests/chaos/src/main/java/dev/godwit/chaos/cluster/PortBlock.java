package dev.godwit.chaos.cluster;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// A block of loopback ports for one cluster, so that a process that was killed finds its port free
/// when it starts again. Owned by the thread that sets the cluster up.
///
/// Whoever listens on the first port of a block has the block.
final class PortBlock implements AutoCloseable {
    private static final int FIRST = 28_000;
    private static final int BLOCKS = 35;
    private static final int SIZE = 128;

    private final ServerSocket guard;
    private int next;

    private PortBlock(ServerSocket guard) {
        this.guard = guard;
        this.next = guard.getLocalPort() + 1;
    }

    static PortBlock claim() {
        var start = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (var i = 0; i < BLOCKS; i++) {
            var guard = listening(FIRST + (start + i) % BLOCKS * SIZE);
            if (guard != null) return new PortBlock(guard);
        }
        throw new IllegalStateException(
                "no block of free ports from " + FIRST + " on: too many clusters run");
    }

    /// A port that nobody listens on.
    int take() {
        while (next < guard.getLocalPort() + SIZE) {
            var port = next++;
            try (var socket = listening(port)) {
                if (socket != null) return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no port left of " + SIZE);
    }

    private static @Nullable ServerSocket listening(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException _) {
            return null; // somebody has it
        }
    }

    @Override
    public void close() {
        try {
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
