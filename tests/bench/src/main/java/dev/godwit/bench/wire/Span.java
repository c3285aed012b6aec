package dev.godwit.bench.wire;

import java.nio.charset.StandardCharsets;

/// A piece of a byte array: a string of a frame, without its quotes and not unescaped. Reused from
/// frame to frame; valid until the next one is scanned. Owned by one event loop.
public final class Span {
    private byte[] bytes = new byte[0];
    private int start;
    private int end;

    void set(byte[] source, int from, int to) {
        bytes = source;
        start = from;
        end = to;
    }

    void clear() {
        end = start;
    }

    public int length() {
        return end - start;
    }

    public byte at(int index) {
        return bytes[start + index];
    }

    /// For words in ASCII.
    boolean is(String word) {
        if (length() != word.length()) return false;
        for (var i = 0; i < word.length(); i++) if (at(i) != word.charAt(i)) return false;
        return true;
    }

    @Override
    public String toString() {
        return new String(bytes, start, length(), StandardCharsets.UTF_8);
    }
}
