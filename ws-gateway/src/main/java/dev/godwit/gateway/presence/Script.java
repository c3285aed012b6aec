package dev.godwit.gateway.presence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A Lua script as Redis knows it: by the SHA-1 of its text.
record Script(String text, String sha) {
    /// Reads `name.lua`, which lies next to this class.
    static Script named(String name) {
        try (var file = Script.class.getResourceAsStream(name + ".lua")) {
            if (file == null) throw new IllegalStateException("no such script: " + name);
            var bytes = file.readAllBytes();
            var sha = MessageDigest.getInstance("SHA-1").digest(bytes);
            return new Script(
                    new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(sha));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /// A run of the script on one key.
    record Run(Script script, String key, String... arguments) {}
}
