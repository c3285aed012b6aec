package dev.godwit.bench.wire;

/// A message's body: when it was meant to be sent (16 hexadecimal digits of nanoseconds), its
/// sender (8) and its number among the sender's messages (8), then letters that follow from both,
/// so that one changed byte shows.
public final class Body {
    public static final int MIN_BYTES = 32;

    private static final int SENDER = 16;
    private static final int COUNTER = 24;

    private Body() {}

    static void write(
            byte[] into, int from, int length, long intendedNanos, int sender, int counter) {
        Hex.write(intendedNanos, into, from, 16);
        Hex.write(sender, into, from + SENDER, 8);
        Hex.write(counter, into, from + COUNTER, 8);
        for (var i = MIN_BYTES; i < length; i++) into[from + i] = letter(sender, counter, i);
    }

    /// The message's number; -1 if there is none to read.
    public static int counter(Span body) {
        return (int) Hex.read(body, COUNTER, 8);
    }

    /// Whether these are the bytes that were sent.
    public static boolean intact(
            Span body, int length, long intendedNanos, int sender, int counter) {
        if (body.length() != length) return false;
        if (Hex.read(body, 0, 16) != intendedNanos) return false;
        if (Hex.read(body, SENDER, 8) != sender) return false;
        if (Hex.read(body, COUNTER, 8) != counter) return false;
        for (var i = MIN_BYTES; i < length; i++)
            if (body.at(i) != letter(sender, counter, i)) return false;
        return true;
    }

    private static byte letter(int sender, int counter, int at) {
        return (byte) ('a' + ((sender * 7L + counter * 31L + at) & 0xffff) % 26);
    }
}
