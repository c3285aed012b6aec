package dev.godwit.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Loopback ports. Thread-safe.
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 28_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /// A loopback port that nobody listens on at this moment. It lies below those that systems hand
    /// out for connections, so that none takes it before its server does.
    public static int free() {
        return freeBeside(0);
    }

    /// Another one than `taken`, for whoever needs two.
    static int freeBeside(int taken) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (port != taken && isFree(port)) {
                return port;
            }
        }
        throw new StartFailed("no free port between " + FIRST + " and " + LAST + " was found");
    }

    /// Answers `port`, or a free one for 0; a taken port is a [StartFailed].
    static int claim(String server, int port) {
        if (port == 0) {
            return free();
        }
        if (!isFree(port)) {
            throw StartFailed.portTaken(server, RunLocation.LOOPBACK.at(port));
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false; // somebody has it
        }
    }
}
