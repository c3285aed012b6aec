package dev.godwit.bench.wire;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts what a server sends into the answer to the upgrade and WebSocket frames. Keeps the bytes
/// that are not whole yet; owned by its connection's event loop.
public final class FrameReader {
    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;

    private static final int FIN = 0x80;

    private byte[] bytes = new byte[1024];
    private int start;
    private int end;
    private int opcode;
    private int from;
    private int to;

    public void append(ByteBuf in) {
        var length = in.readableBytes();
        if (bytes.length - end < length) makeRoom(length);
        in.readBytes(bytes, end, length);
        end += length;
    }

    /// The head of the answer to the upgrade, once it is whole; before that an empty string.
    public String httpHead() {
        for (var i = start; i + 3 < end; i++)
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r') {
                var head = new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
                start = i + 4;
                return head;
            }
        return "";
    }

    /// Everything that came and was not read yet, as text.
    public String rest() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// Goes on to the next whole frame; false if there is none yet.
    public boolean next() {
        if (end - start < 2) return false;
        var first = bytes[start];
        if ((first & FIN) == 0 || (first & 15) == 0) throw new Unreadable("frame: in fragments");
        var length = bytes[start + 1] & 0x7fL;
        var head = 2;
        if (length == 126) {
            head = 4;
            if (end - start < head) return false;
            length = number(start + 2, 2);
        } else if (length == 127) {
            head = 10;
            if (end - start < head) return false;
            length = number(start + 2, 8);
        }
        if (end - start < head + length) return false;
        opcode = first & 15;
        from = start + head;
        to = from + (int) length;
        start = to;
        return true;
    }

    public int opcode() {
        return opcode;
    }

    public FrameType scan(FrameScanner scanner) {
        return scanner.scan(bytes, from, to);
    }

    public byte[] payload() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// A close frame's code and reason.
    public String closeReason() {
        if (to - from < 2) return "no code";
        var reason = new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8);
        return number(from, 2) + " " + reason;
    }

    private long number(int at, int length) {
        var value = 0L;
        for (var i = 0; i < length; i++) value = value << 8 | (bytes[at + i] & 0xff);
        return value;
    }

    private void makeRoom(int length) {
        var kept = end - start;
        var target = kept + length <= bytes.length ? bytes : new byte[(kept + length) * 2];
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = kept;
    }
}
