package dev.godwit.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The conversation of two people, whoever of them asks: the first 128 bits of a SHA-256 over both
/// user ids in order.
///
/// Derived, so that every node knows it without asking; also the key that orders sends into lanes.
public record ConversationId(UUID value) {
    public static ConversationId between(UserId one, UserId other) {
        var oneFirst = one.compareTo(other) <= 0;
        var sha = sha256();
        sha.update((oneFirst ? one : other).value().getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) 0); // no user id holds it, so no two pairs of ids run together
        sha.update((oneFirst ? other : one).value().getBytes(StandardCharsets.US_ASCII));
        var hash = ByteBuffer.wrap(sha.digest());
        return new ConversationId(new UUID(hash.getLong(), hash.getLong()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
