package dev.godwit.chaos.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the tests run inside namespaces: a server that echoes, a caller that says what it heard,
/// and an owner of a network.
final class NetworkProgram {
    private static final int PORT = 4000;
    private static final int PATIENCE_MILLIS = 3000;

    private NetworkProgram() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "serve" -> serve(arguments[1]);
            case "call" -> System.out.println(call(arguments[1]));
            case "hold" -> hold(arguments[1]);
            default -> own();
        }
    }

    private static void serve(String address) throws IOException {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(address, PORT));
            System.out.println("listening");
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> echo(socket));
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException _) {
            // the caller is gone
        }
    }

    private static String call(String address) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address, PORT), PATIENCE_MILLIS);
            return ask(socket);
        } catch (SocketTimeoutException | NoRouteToHostException _) {
            return "silence";
        }
    }

    /// Says what it hears on one connection: at once, and when it is told to ask again.
    private static void hold(String address) throws IOException {
        try (var socket = new Socket(address, PORT)) {
            System.out.println(ask(socket));
            System.in.read();
            System.out.println(ask(socket));
        }
    }

    private static String ask(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("echo".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        } catch (SocketException _) {
            return "reset";
        }
    }

    private static void own() throws Exception {
        var network = Network.of(List.of("orphan"));
        System.out.println(network.host("orphan").namespace());
        Thread.currentThread().join();
    }
}
