package dev.godwit.protocol;

import dev.godwit.id.InvalidValue;

/// The sizes the client protocol promises, and the checks that hold them.
public final class Limits {
    /// Bytes of UTF-8 in a message's body, however an installation is configured. JSON may take six
    /// bytes for one, and no frame that a client is shown is larger than 512 KiB.
    public static final int MAX_BODY_BYTES = 80 * 1024;

    /// Bytes of UTF-8 in a message's body, where an installation is not configured otherwise.
    public static final int DEFAULT_BODY_BYTES = 64 * 1024;

    /// Characters in a message's kind.
    public static final int MAX_KIND_CHARS = 64;

    private Limits() {}

    /// Refuses a body that is not well-formed Unicode or takes more than `max` bytes in UTF-8.
    static void body(String body, int max) {
        var bytes = utf8Length(body);
        if (bytes > max) {
            throw new TooLarge("body", bytes, max);
        }
    }

    static void kind(String kind) {
        if (kind.isEmpty()
                || kind.length() > MAX_KIND_CHARS
                || kind.chars().anyMatch(Limits::unfit))
            throw new InvalidValue("kind", kind, "1.." + MAX_KIND_CHARS + " printable characters");
    }

    static void notNegative(String field, long value) {
        if (value < 0) throw new InvalidValue(field, value, "0 or more");
    }

    private static boolean unfit(int c) {
        return Character.isISOControl(c) || Character.isSurrogate((char) c);
    }

    private static int utf8Length(String text) {
        var bytes = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x80) bytes++;
            else if (c < 0x800) bytes += 2;
            else if (!Character.isSurrogate(c)) bytes += 3;
            else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else
                throw new InvalidValue("body", "\\u%04x".formatted((int) c), "well-formed Unicode");
        }
        return bytes;
    }

    /// A value over its size: answered with `too_large` where other bad values are `invalid`.
    static final class TooLarge extends IllegalArgumentException {
        TooLarge(String what, int bytes, int limit) {
            super("%s: %d bytes (expected: at most %d)".formatted(what, bytes, limit));
        }
    }
}
