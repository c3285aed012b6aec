package dev.godwit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Loopback ports. Thread-safe.
public final class Ports {
    private Ports() {}

    /// A loopback port that nobody listens on at this moment.
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Answers `port`, or a free one for 0; a taken port is a [StartFailed].
    static int claim(String server, int port) {
        if (port == 0) {
            return free();
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException _) {
            throw StartFailed.portTaken(server, port);
        }
    }
}
