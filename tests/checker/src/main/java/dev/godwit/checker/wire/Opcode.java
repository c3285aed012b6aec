package dev.godwit.checker.wire;

/// The first byte's lower half, as RFC 6455 numbers it.
final class Opcode {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }

    private Opcode() {}
}
