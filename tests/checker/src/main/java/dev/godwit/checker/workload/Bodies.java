package dev.godwit.checker.workload;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SplittableRandom;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes bodies that nobody else can: each begins with a nonce that follows from a secret of the
/// run, the sender and the id, and goes on with text that is hard on codecs.
///
/// A body can be made again from the same four things, so that a history need only name it.
/// Thread-safe.
public final class Bodies {
    private static final int NONCE = 32;

    /// One, two, three and four bytes of UTF-8, and what JSON has to escape.
    private static final String[][] LETTERS = {
        {"a", "e", "n", "s", " ", "\"", "\\", "/", "\n", "\t", "\u0000", "\u007f", "<", "'"},
        {"ä", "ß", "é", "ж"},
        {"€", "語", "\u2028", "\ufeff"},
        {"😀", "𝄞"}
    };

    private final SecretKeySpec secret;

    public Bodies(long seed, String run) {
        var text = "the judge's secret of " + run + " " + seed;
        this.secret = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /// A body of exactly that many bytes; another `variant` has the same length and other content.
    public String body(String user, String id, int variant, int bytes) {
        var digest = hmac(user + "\n" + id + "\n" + variant);
        var nonce = HexFormat.of().formatHex(digest).substring(0, NONCE);
        var body = new StringBuilder(bytes).append(nonce);
        var random = new SplittableRandom(seed(digest));
        for (var left = bytes - NONCE; left > 0; ) {
            var width = Math.min(left, random.nextInt(8) == 0 ? 1 + random.nextInt(4) : 1);
            var letters = LETTERS[width - 1];
            body.append(letters[random.nextInt(letters.length)]);
            left -= width;
        }
        return body.toString();
    }

    private byte[] hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long seed(byte[] digest) {
        var seed = 0L;
        for (var i = 24; i < 32; i++) seed = (seed << 8) | (digest[i] & 0xFF);
        return seed;
    }
}
