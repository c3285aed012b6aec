package dev.godwit.chaos.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A link with a listening target behind it, and whoever connects through it. Blocking sockets of
/// the test's own thread.
final class Peers implements AutoCloseable {
    static final int PATIENCE_MILLIS = 30_000;

    final Proxies proxies = Proxies.start(1);
    final ServerSocket target;
    final Link link;

    Peers() {
        target = listening();
        var address = new InetSocketAddress(target.getInetAddress(), target.getLocalPort());
        link = proxies.open("test", anyPort(), address, 7);
    }

    private static ServerSocket listening() {
        try {
            var socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /// Both ends of one connection.
    record Pair(Socket client, Socket server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    Pair pair() throws IOException {
        return new Pair(client(), accepted());
    }

    Socket client() throws IOException {
        return patient(new Socket(link.address().getAddress(), link.address().getPort()));
    }

    Socket accepted() throws IOException {
        return patient(target.accept());
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    /// So that a test fails where it would hang.
    private static Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public void close() throws IOException {
        proxies.close();
        target.close();
    }
}
