package dev.godwit.bench.wire;

/// Numbers as lower-case hexadecimal digits of a fixed width, written and read in place.
final class Hex {
    private Hex() {}

    static void write(long value, byte[] into, int from, int digits) {
        for (var i = digits - 1; i >= 0; i--) {
            var digit = (int) (value & 15);
            into[from + i] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
            value >>>= 4;
        }
    }

    /// -1 if there is anything but `digits` digits.
    static long read(Span text, int from, int digits) {
        if (text.length() < from + digits) return -1;
        var value = 0L;
        for (var i = from; i < from + digits; i++) {
            var digit = Character.digit(text.at(i), 16);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }
}
