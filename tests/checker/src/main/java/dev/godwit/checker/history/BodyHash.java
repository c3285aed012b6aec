package dev.godwit.checker.history;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How histories and evidence name a body: the first 32 hex digits of the SHA-256 of its UTF-8.
public final class BodyHash {
    private static final int BYTES = 16;

    private BodyHash() {}

    public static String of(byte[] utf8) {
        return HexFormat.of().formatHex(sha256().digest(utf8), 0, BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
