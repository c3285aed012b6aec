package dev.godwit.local.stack;

import dev.godwit.config.Secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/// The secrets of one local stack, made once for its directory: the one that tokens are signed
/// with, and the one that gateways and chat services know each other by.
record StackSecrets(Secret tokens, Secret internal) {
    private static final String FILE = "secrets.properties";
    private static final String TOKENS = "tokens";
    private static final String INTERNAL = "internal";
    private static final int MIN_CHARS = 32;

    /// Reads the directory's secrets, making them at the first time.
    static StackSecrets of(Path directory, SecureRandom random) {
        var file = directory.resolve(FILE);
        if (!Files.exists(file))
            PrivateFile.write(file, Map.of(TOKENS, made(random), INTERNAL, made(random)));
        return read(file);
    }

    static StackSecrets in(Path directory) {
        return read(directory.resolve(FILE));
    }

    private static StackSecrets read(Path file) {
        var values = PrivateFile.read(file);
        return new StackSecrets(secret(file, values, TOKENS), secret(file, values, INTERNAL));
    }

    private static Secret secret(Path file, Properties values, String key) {
        var value = values.getProperty(key, "");
        if (value.length() < MIN_CHARS)
            throw new StackFailed(
                    file + ": " + key + " is missing; start with empty data: --fresh");
        return new Secret(value);
    }

    private static String made(SecureRandom random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
