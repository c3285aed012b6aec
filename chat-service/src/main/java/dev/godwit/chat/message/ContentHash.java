package dev.godwit.chat.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What tells a repeated send from another one under the same id: SHA-256 over kind, a zero byte
/// and body.
record ContentHash(byte[] sha256) {
    static ContentHash of(String kind, String body) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(kind.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0); // no kind holds it
            sha.update(body.getBytes(StandardCharsets.UTF_8));
            return new ContentHash(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentHash that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }
}
