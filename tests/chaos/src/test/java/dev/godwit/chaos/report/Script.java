package dev.godwit.chaos.report;

import dev.godwit.checker.history.Event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// A history with invented times: a line for each event, chained as a writer would.
final class Script implements AutoCloseable {
    private static final long START_MICROS = 5_000_000_000L;

    private final Path file;
    private final StringBuilder lines = new StringBuilder();
    private String chain = "0".repeat(16);

    Script(Path file, int incarnation) {
        this.file = file;
        at(0, new Event.Began("run", "host", incarnation, 1));
    }

    Script at(double seconds, Event event) {
        var content = micros(seconds) + "\t" + words(event) + "\t";
        chain = chained(content);
        lines.append(content).append(chain).append('\n');
        return this;
    }

    private static long micros(double seconds) {
        return START_MICROS + Math.round(seconds * 1e6);
    }

    private static String words(Event event) {
        return Arrays.stream(event.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        var read = component.getAccessor();
                        return String.valueOf(read.invoke(event));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.joining("\t", event.getClass().getSimpleName() + "\t", ""));
    }

    private String chained(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(chain.getBytes(StandardCharsets.US_ASCII));
            digest.update(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
