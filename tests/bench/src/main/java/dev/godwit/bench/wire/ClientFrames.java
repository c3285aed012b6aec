package dev.godwit.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// What one user writes: `send` frames to one peer and `ack` frames, from bytes laid out once in
/// which only the changing digits are written. Owned by its connection's event loop.
public final class ClientFrames {
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final byte[] ACK = bytes("{\"type\":\"ack\",\"n\":");

    private final int sender;
    private final int bodyLength;
    private final byte[] send;
    private final int idAt;
    private final int bodyAt;
    private final byte[] ack = new byte[ACK.length + 20];
    private final byte[] mask = new byte[4];
    private byte[] masked = new byte[512];

    public ClientFrames(int sender, String peer, int bodyLength) {
        this.sender = sender;
        this.bodyLength = bodyLength;
        var head = "{\"type\":\"send\",\"id\":\"";
        var middle = "00000000\",\"to\":\"" + peer + "\",\"kind\":\"text\",\"body\":\"";
        this.idAt = head.length();
        this.bodyAt = head.length() + middle.length();
        this.send = bytes(head + middle + " ".repeat(bodyLength) + "\"}");
        System.arraycopy(ACK, 0, ack, 0, ACK.length);
        ThreadLocalRandom.current().nextBytes(mask);
    }

    public ByteBuf send(ByteBufAllocator allocator, int counter, long intendedNanos) {
        Hex.write(counter, send, idAt, 8);
        Body.write(send, bodyAt, bodyLength, intendedNanos, sender, counter);
        return frame(allocator, TEXT, send, send.length);
    }

    /// The number of the message whose id this is; -1 if it is none of ours.
    public static int counter(Span id) {
        return id.length() == 8 ? (int) Hex.read(id, 0, 8) : -1;
    }

    public ByteBuf ack(ByteBufAllocator allocator, long n) {
        var length = ACK.length;
        var digits = 1;
        for (var rest = n; rest >= 10; rest /= 10) digits++;
        var rest = n;
        for (var i = digits - 1; i >= 0; i--) {
            ack[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        ack[length + digits] = '}';
        return frame(allocator, TEXT, ack, length + digits + 1);
    }

    public ByteBuf pong(ByteBufAllocator allocator, byte[] payload) {
        return frame(allocator, PONG, payload, payload.length);
    }

    private ByteBuf frame(ByteBufAllocator allocator, int first, byte[] payload, int length) {
        if (masked.length < length) masked = new byte[length];
        for (var i = 0; i < length; i++) masked[i] = (byte) (payload[i] ^ mask[i & 3]);
        var frame = allocator.ioBuffer(length + 8);
        frame.writeByte(first);
        if (length < 126) frame.writeByte(MASKED | length);
        else frame.writeByte(MASKED | 126).writeShort(length);
        return frame.writeBytes(mask).writeBytes(masked, 0, length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
