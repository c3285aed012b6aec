package dev.godwit.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/// Looks whether a stack can have its ports, before anything is started. Blocks.
final class PortCheck {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private PortCheck() {}

    /// Throws [StackFailed] naming the first port that is still taken after `patience`.
    static void free(List<StackPlan.Listener> listeners, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        for (var listener : listeners)
            while (taken(listener.port())) {
                if (System.nanoTime() >= deadline)
                    throw new StackFailed(
                            "%s cannot listen on 127.0.0.1:%d: the port is taken; stop what uses it, or choose another with %s"
                                    .formatted(
                                            listener.name(), listener.port(), listener.option()));
                pause();
            }
    }

    private static boolean taken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailed("interrupted while waiting for a port", e);
        }
    }
}
