package dev.godwit.checker.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The running digest that ties each line to all before it. Owned by one writer or reader.
final class Chain {
    static final int DIGITS = 16;

    private final MessageDigest digest = BodyHash.sha256();
    private String last = "0".repeat(DIGITS);

    /// The digits that the next line has to end with, where `content` is all of it before them.
    String next(String content) {
        var utf8 = content.getBytes(StandardCharsets.UTF_8);
        return next(utf8, 0, utf8.length);
    }

    String next(byte[] utf8, int from, int length) {
        digest.update(last.getBytes(StandardCharsets.US_ASCII));
        digest.update(utf8, from, length);
        last = HexFormat.of().formatHex(digest.digest(), 0, DIGITS / 2);
        return last;
    }
}
