package dev.godwit.checker.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// One connection to a gateway, on a blocking socket: made for virtual threads.
///
/// One thread receives, others send; everything that ends the connection may be called from any
/// thread and wakes both.
public final class WebSocket {
    private final Socket socket;
    private final FrameReader reader;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();

    private WebSocket(Socket socket, FrameReader reader, OutputStream out) {
        this.socket = socket;
        this.reader = reader;
        this.out = out;
    }

    /// Connects and upgrades, each within `patience`. Throws [UpgradeRefused] where the gateway
    /// would not.
    public static WebSocket connect(Dial dial, Duration patience) throws IOException, Breach {
        var millis = Math.toIntExact(patience.toMillis());
        var socket = new Socket();
        try {
            if (dial.receiveBuffer() > 0) socket.setReceiveBufferSize(dial.receiveBuffer());
            socket.setTcpNoDelay(true);
            var gateway = dial.gateway();
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), millis);
            socket.setSoTimeout(millis);
            var in = new BufferedInputStream(socket.getInputStream(), 2048);
            var out = socket.getOutputStream();
            var upgrade = new Upgrade(dial);
            out.write(upgrade.request());
            upgrade.check(in);
            return new WebSocket(socket, new FrameReader(in), out);
        } catch (IOException | Breach | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// How long the server may be silent before [#receive] gives up.
    public void setSilence(Duration limit) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    }

    /// Blocks until something came. Throws [java.net.SocketTimeoutException] after too long a
    /// silence and [java.io.EOFException] where the other side just ended.
    public Incoming receive() throws IOException, Breach {
        return reader.next();
    }

    public void text(byte[] utf8) throws IOException {
        write(FrameWriter.frame(Opcode.TEXT, utf8));
    }

    /// All in one write.
    public void texts(List<byte[]> messages) throws IOException {
        var frames = new ByteArrayOutputStream();
        for (var message : messages) frames.writeBytes(FrameWriter.frame(Opcode.TEXT, message));
        write(frames.toByteArray());
    }

    public void pong(byte[] payload) throws IOException {
        write(FrameWriter.frame(Opcode.PONG, payload));
    }

    /// Says goodbye; the server answers with a Close frame and ends the connection.
    public void sayClose(int code) throws IOException {
        write(FrameWriter.close(code));
    }

    /// Answers the server's Close frame, unless another thread is stuck in writing.
    public void answerClose(int code) {
        if (!writing.tryLock()) return;
        try {
            out.write(
                    code == Incoming.Close.NO_CODE ? FrameWriter.close() : FrameWriter.close(code));
        } catch (IOException e) {
            // The server has gone without waiting for the answer.
        } finally {
            writing.unlock();
        }
    }

    /// Ends without a word: the other side sees the end of the stream, or a reset if it goes on
    /// sending.
    public void end() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a socket", e);
        }
    }

    /// Ends with a reset; what was not read or sent yet is lost.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Already closed: there is nothing left to reset.
        }
        end();
    }

    private void write(byte[] frames) throws IOException {
        writing.lock();
        try {
            out.write(frames);
        } finally {
            writing.unlock();
        }
    }
}
