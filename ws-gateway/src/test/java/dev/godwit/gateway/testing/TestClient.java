package dev.godwit.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocket;

/// A WebSocket client of few lines, that sends whatever it is told to, well-formed or not.
public final class TestClient implements AutoCloseable {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALL_BUFFER = 32 * 1024;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final AtomicLong written = new AtomicLong();

    private TestClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    /// One frame as it came.
    public record Frame(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    /// An answer over HTTP: the status line and the headers, and the body.
    public record Answer(String head, String body) {
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }
    }

    /// A socket that has said nothing yet.
    public static TestClient open(int port) throws IOException {
        return new TestClient(connected(new Socket(), port));
    }

    /// The same by TLS.
    public static TestClient open(int port, SSLSocket unconnected) throws IOException {
        return new TestClient(connected(unconnected, port));
    }

    public static TestClient connect(int port, String user, String device) throws IOException {
        return connectWith(port, FakeTokens.of(user), device);
    }

    public static TestClient connectWith(int port, String token, String device) throws IOException {
        var client = open(port);
        var answer =
                client.request(
                        "/v1/ws?device=" + device,
                        "Sec-WebSocket-Protocol: godwit.v1",
                        "Authorization: Bearer " + token);
        if (answer.status() != 101) throw new IOException(answer.head() + answer.body());
        return client;
    }

    /// Asks for a WebSocket, with these headers besides those every client sends.
    public Answer request(String uri, String... headers) throws IOException {
        var request =
                "GET "
                        + uri
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                        + "\r\n";
        raw(request.getBytes(StandardCharsets.US_ASCII));
        return answer();
    }

    public void say(String json) throws IOException {
        frame(TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    public void frame(int opcode, byte[] payload) throws IOException {
        frame(true, opcode, payload);
    }

    public void frame(boolean last, int opcode, byte[] payload) throws IOException {
        raw(framed(last, opcode, payload));
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        written.addAndGet(bytes.length);
    }

    /// Bytes that the kernel has taken so far. Thread-safe.
    public long written() {
        return written.get();
    }

    public static byte[] framed(boolean last, int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        if (payload.length < 126) frame.put((byte) (0x80 | payload.length));
        else if (payload.length < 65_536)
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        else frame.put((byte) (0x80 | 127)).putLong(payload.length);
        frame.put(MASK);
        for (var i = 0; i < payload.length; i++) frame.put((byte) (payload[i] ^ MASK[i % 4]));
        var bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    /// The next frame that is no protocol ping.
    public Frame read() throws IOException {
        while (true) {
            var opcode = in.readUnsignedByte() & 0x0f;
            long length = in.readUnsignedByte() & 0x7f;
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = in.readLong();
            var payload = in.readNBytes((int) length);
            if (opcode != PING) return new Frame(opcode, payload);
        }
    }

    /// The next text frame, which must be of that type.
    public JsonNode expect(String type) throws IOException {
        var frame = read();
        if (frame.opcode() != TEXT)
            throw new AssertionError(
                    "%s expected, opcode %d came: %s".formatted(type, frame.opcode(), frame));
        var json = JSON.readTree(frame.payload());
        if (!json.path("type").asText().equals(type))
            throw new AssertionError(type + " expected: " + json);
        return json;
    }

    /// Reads on to the close frame and answers it. Returns its code.
    public int closed() throws IOException {
        while (true) {
            var frame = read();
            if (frame.opcode() != CLOSE) continue;
            frame(CLOSE, frame.payload());
            return frame.closeCode();
        }
    }

    /// Whether the server has ended the connection, without another frame.
    public boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true; // reset: ended too
        }
    }

    /// All that still comes, until the server ends the connection.
    public String toTheEnd() throws IOException {
        var text = new StringBuilder();
        try {
            for (var next = in.read(); next >= 0; next = in.read()) text.append((char) next);
        } catch (SocketException e) {
            return text.toString(); // reset: ended too
        }
        return text.toString();
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// Buffers little, so that it shows whether a client reads.
    private static Socket connected(Socket socket, int port) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }

    private Answer answer() throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.readUnsignedByte());
        var text = head.toString();
        var status = Integer.parseInt(text.split(" ", 3)[1]);
        var body = status == 101 ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(text, body);
    }
}
