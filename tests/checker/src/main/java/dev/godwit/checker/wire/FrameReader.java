package dev.godwit.checker.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads a server's frames (RFC 6455, no extensions) and puts fragments together. Owned by the
/// thread that reads the connection.
final class FrameReader {
    /// Far beyond what a server of this protocol has to say in one frame.
    private static final int MAX_MESSAGE = 1 << 20;

    private static final int MAX_CONTROL = 125;

    private final DataInputStream in;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private boolean fragmented;

    FrameReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /// Blocks until a message or a control frame is complete. Throws [EOFException] where the
    /// connection ends.
    Incoming next() throws IOException, Breach {
        while (true) {
            var first = in.readUnsignedByte();
            var second = in.readUnsignedByte();
            var last = (first & 0x80) != 0;
            var opcode = first & 0x0F;
            if ((first & 0x70) != 0) throw new Breach("a reserved bit is set");
            if ((second & 0x80) != 0) throw new Breach("a server's frame is masked");
            var payload = payload(opcode, last, second & 0x7F);
            switch (opcode) {
                case Opcode.TEXT -> {
                    if (fragmented) throw new Breach("a new message inside a fragmented one");
                    if (last) return text(payload);
                    begin(payload);
                }
                case Opcode.CONTINUATION -> {
                    if (!fragmented) throw new Breach("a continuation of nothing");
                    add(payload);
                    if (last) return text(complete());
                }
                case Opcode.PING -> {
                    return new Incoming.Ping(payload);
                }
                case Opcode.PONG -> {
                    return new Incoming.Pong(payload);
                }
                case Opcode.CLOSE -> {
                    return close(payload);
                }
                case Opcode.BINARY -> throw new Breach("a binary frame");
                default -> throw new Breach("opcode " + opcode);
            }
        }
    }

    private byte[] payload(int opcode, boolean last, int shortLength) throws IOException, Breach {
        var length = length(shortLength);
        if (Opcode.isControl(opcode)) {
            if (!last) throw new Breach("a fragmented control frame");
            if (length > MAX_CONTROL) throw new Breach("a control frame of " + length + " bytes");
        }
        if (length > MAX_MESSAGE) throw new Breach("a frame of " + length + " bytes");
        var payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    private long length(int shortLength) throws IOException, Breach {
        var length =
                switch (shortLength) {
                    case 126 -> in.readUnsignedShort();
                    case 127 -> in.readLong();
                    default -> shortLength;
                };
        var least =
                switch (shortLength) {
                    case 126 -> 126;
                    case 127 -> 0x10000;
                    default -> 0;
                };
        if (length < least) {
            throw new Breach("length " + length + " is not written as short as it could be");
        }
        return length;
    }

    private void begin(byte[] payload) throws Breach {
        fragmented = true;
        add(payload);
    }

    private void add(byte[] payload) throws Breach {
        if (fragments.size() + payload.length > MAX_MESSAGE) {
            throw new Breach("a message of more than " + MAX_MESSAGE + " bytes");
        }
        fragments.writeBytes(payload);
    }

    private byte[] complete() {
        var whole = fragments.toByteArray();
        fragments.reset();
        fragmented = false;
        return whole;
    }

    private static Incoming text(byte[] payload) throws Breach {
        utf8(payload, 0, "a text frame");
        return new Incoming.Text(payload);
    }

    private static Incoming close(byte[] payload) throws Breach {
        if (payload.length == 0) return new Incoming.Close(Incoming.Close.NO_CODE, "");
        if (payload.length == 1) throw new Breach("a close frame of one byte");
        var code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        return new Incoming.Close(code, utf8(payload, 2, "a close frame"));
    }

    private static String utf8(byte[] payload, int from, String where) throws Breach {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload, from, payload.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Breach(where + " is not UTF-8");
        }
    }
}
