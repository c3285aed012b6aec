package dev.godwit.local.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/// A file that only its owner can read, because there are secrets in it. Written whole or not at
/// all.
final class PrivateFile {
    private PrivateFile() {}

    static void write(Path file, String text) {
        try {
            var draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".draft", "");
            if (Files.getFileStore(draft).supportsFileAttributeView("posix"))
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackFailed(file + " cannot be written: " + e, e);
        }
    }

    static void write(Path file, Map<String, String> values) {
        var properties = new Properties();
        properties.putAll(values);
        var text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new AssertionError("writing to memory", e);
        }
        // sorted, and without the date that would make each start look like a change
        var lines = text.toString().lines().filter(line -> !line.startsWith("#")).sorted();
        write(file, String.join("\n", lines.toList()) + "\n");
    }

    static Properties read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StackFailed(
                    file + " cannot be read (" + e + "); start with empty data: --fresh", e);
        }
        return properties;
    }
}
