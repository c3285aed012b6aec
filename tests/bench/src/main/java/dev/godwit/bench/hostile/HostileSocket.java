package dev.godwit.bench.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// A socket that writes frames, well-formed or not, and reads no more than the answer to its
/// upgrade. Blocks; owned by its thread.
final class HostileSocket implements AutoCloseable {
    static final int MORE = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int COMPRESSED = 0x40;
    static final Charset ASCII = StandardCharsets.US_ASCII;

    private static final int WHOLE = 0x80;
    private static final int MASKED = 0x80;
    private static final int PATIENCE_MS = 10_000;
    private static final int BUFFER = 16 * 1024;

    private final String user;
    private final Socket socket = new Socket();
    private final OutputStream out;

    HostileSocket(URI gateway, String user) throws IOException {
        this.user = user;
        socket.setReceiveBufferSize(BUFFER);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), PATIENCE_MS);
        this.out = socket.getOutputStream();
    }

    /// Throws where the gateway answers with anything but a WebSocket.
    void upgrade(String request) throws IOException {
        raw(request.getBytes(ASCII));
        var status = new String(socket.getInputStream().readNBytes(12), ASCII);
        if (!status.equals("HTTP/1.1 101")) throw new IOException(status);
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /// A frame of zeros, masked with zeros.
    void frame(boolean last, int opcode, int length) throws IOException {
        frame((last ? WHOLE : 0) | opcode, new byte[length]);
    }

    /// The beginning of a text frame of that length.
    void frameHead(int length) throws IOException {
        raw(head(WHOLE | TEXT, length).array());
    }

    /// A message to itself.
    void send(int id, int bytes) throws IOException {
        var json =
                "{\"type\":\"send\",\"id\":\"h-%d\",\"to\":\"%s\",\"body\":\"%s\"}"
                        .formatted(id, user, "x".repeat(bytes));
        frame(WHOLE | TEXT, json.getBytes(ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void frame(int first, byte[] payload) throws IOException {
        var head = head(first, payload.length).array();
        raw(ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array());
    }

    private static ByteBuffer head(int first, int length) {
        if (length < 126)
            return ByteBuffer.allocate(6).put((byte) first).put((byte) (MASKED | length));
        if (length < 65_536)
            return ByteBuffer.allocate(8)
                    .put((byte) first)
                    .put((byte) (MASKED | 126))
                    .putShort((short) length);
        return ByteBuffer.allocate(14).put((byte) first).put((byte) (MASKED | 127)).putLong(length);
    }
}
