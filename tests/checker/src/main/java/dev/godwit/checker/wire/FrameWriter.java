package dev.godwit.checker.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/// Writes a client's frames: whole, and masked with a key of their own.
final class FrameWriter {
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_HEADER = 14;

    /// The bytes of one frame.
    static byte[] frame(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(MAX_HEADER + payload.length);
        frame.put((byte) (LAST | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        var key = ThreadLocalRandom.current().nextInt();
        frame.putInt(key);
        for (var i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (key >>> (24 - 8 * (i & 3)))));
        }
        var bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    static byte[] close() {
        return frame(Opcode.CLOSE, new byte[0]);
    }

    static byte[] close(int code) {
        return frame(Opcode.CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
    }

    private FrameWriter() {}
}
