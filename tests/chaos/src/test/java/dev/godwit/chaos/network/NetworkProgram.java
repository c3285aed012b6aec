package dev.godwit.chaos.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
            socket.getOutputStream().write("echo".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException _) {
            return "silence";
        }
    }

    private static void own() throws Exception {
        var network = Network.of(List.of("orphan"));
        System.out.println(network.host("orphan").namespace());
        Thread.currentThread().join();
    }
}
