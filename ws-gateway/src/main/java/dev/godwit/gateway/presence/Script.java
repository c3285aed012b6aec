package dev.godwit.gateway.presence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Every Lua script, as Redis knows it: by the SHA-1 of its text. Each lies next to this class.
enum Script {
    REGISTER("register"),
    REMOVE("remove"),
    EXTEND_LEASE("extend-lease"),
    RELEASE_LEASE("release-lease");

    private final String text;
    private final String sha;

    Script(String name) {
        var bytes = bytes(name + ".lua");
        this.text = new String(bytes, StandardCharsets.UTF_8);
        this.sha = HexFormat.of().formatHex(sha1().digest(bytes));
    }

    String text() {
        return text;
    }

    String sha() {
        return sha;
    }

    /// A run of the script on one key.
    record Run(Script script, String key, String... arguments) {}

    private static byte[] bytes(String name) {
        try (var file = Script.class.getResourceAsStream(name)) {
            if (file == null) throw new IllegalStateException("no such script: " + name);
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
