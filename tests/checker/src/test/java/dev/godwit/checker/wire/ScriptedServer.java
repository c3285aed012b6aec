package dev.godwit.checker.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A server that takes one connection and answers it with what the test says, byte for byte.
final class ScriptedServer implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket listener;
    private final CompletableFuture<Accepted> accepted = new CompletableFuture<>();

    /// The connection after its request was read.
    record Accepted(Socket socket, List<String> request, DataInputStream in, OutputStream out) {
        /// What RFC 6455 wants to hear, with `more` lines after it.
        void upgrade(String... more) {
            var key =
                    request.stream()
                            .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                            .findFirst()
                            .orElseThrow()
                            .substring(19);
            var lines = new ArrayList<String>();
            lines.add("HTTP/1.1 101 Switching Protocols");
            lines.add("upgrade: websocket");
            lines.add("connection: upgrade");
            lines.add("sec-websocket-accept: " + accept(key));
            lines.addAll(List.of(more));
            say(String.join("\r\n", lines) + "\r\n\r\n");
        }

        void say(String text) {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        /// One unmasked frame with a payload of fewer than 126 bytes.
        void frame(int first, String payload) {
            var utf8 = payload.getBytes(StandardCharsets.UTF_8);
            write(new byte[] {(byte) first, (byte) utf8.length});
            write(utf8);
        }

        void write(byte[] bytes) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The payload of the client's next frame, unmasked; its first byte comes first.
        byte[] readFrame() throws IOException {
            var first = in.readUnsignedByte();
            var length = in.readUnsignedByte();
            if ((length & 0x80) == 0) throw new IOException("a client's frame is not masked");
            var size =
                    switch (length & 0x7F) {
                        case 126 -> in.readUnsignedShort();
                        case 127 -> Math.toIntExact(in.readLong());
                        default -> length & 0x7F;
                    };
            var key = new byte[4];
            in.readFully(key);
            var frame = new byte[1 + size];
            frame[0] = (byte) first;
            in.readFully(frame, 1, size);
            for (var i = 0; i < size; i++) frame[1 + i] ^= key[i % 4];
            return frame;
        }

        String readText() throws IOException {
            var frame = readFrame();
            return new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
        }
    }

    ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort());
    }

    Accepted accepted() {
        return accepted.join();
    }

    private void accept() {
        try {
            var socket = listener.accept();
            var in = new DataInputStream(socket.getInputStream());
            accepted.complete(new Accepted(socket, requestLines(in), in, socket.getOutputStream()));
        } catch (IOException | RuntimeException e) {
            accepted.completeExceptionally(e);
        }
    }

    private static List<String> requestLines(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
        return head.toString().strip().lines().toList();
    }

    private static String accept(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            var bytes = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (accepted.isDone() && !accepted.isCompletedExceptionally()) {
            accepted.join().socket().close();
        }
    }
}
