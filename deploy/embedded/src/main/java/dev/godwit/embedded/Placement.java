package dev.godwit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where one server keeps its data, where it runs and listens, and where its unpacked program is
/// kept for the next start.
///
/// A `temporary` directory is deleted when the server stops or the JVM dies. Port 0 means any free
/// one.
public record Placement(Path directory, RunLocation seat, int port, boolean temporary, Path cache) {
    public Placement {
        directory = directory.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
        }
    }

    /// A directory whose data is there again at the next start.
    public static Placement in(Path directory) {
        return new Placement(directory, RunLocation.LOOPBACK, 0, false, defaultCache());
    }

    /// A new, empty directory.
    public static Placement fresh() {
        try {
            var directory = Files.createTempDirectory("godwit-");
            return new Placement(directory, RunLocation.LOOPBACK, 0, true, defaultCache());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Placement on(RunLocation seat) {
        return new Placement(directory, seat, port, temporary, cache);
    }

    public Placement onPort(int port) {
        return new Placement(directory, seat, port, temporary, cache);
    }

    public Placement cachedIn(Path cache) {
        return new Placement(directory, seat, port, temporary, cache);
    }

    private static Path defaultCache() {
        var configured = System.getenv("XDG_CACHE_HOME");
        var caches =
                configured != null && !configured.isBlank()
                        ? Path.of(configured)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("godwit");
    }
}
