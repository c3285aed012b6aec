package dev.godwit.embedded;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The server programs out of their jars, unpacked once into a cache directory and found there
/// afterwards.
///
/// A program appears in the cache whole or not at all, also when several JVMs unpack at once.
/// Thread-safe; blocks.
final class Programs {
    /// Part of the directory's name: a new version unpacks next to the old one.
    private static final String POSTGRES_VERSION = "18.6.0";

    private Programs() {}

    /// The directory that has PostgreSQL's `bin`.
    static Path postgres(Path cache) {
        var archive = Platform.current().postgresArchive();
        var name = archive.replace(".txz", "-" + POSTGRES_VERSION);
        return unpacked("PostgreSQL", cache.resolve(name), archive, Programs::untar);
    }

    /// Redis's server program.
    static Path redis(Path cache) {
        var program = Platform.current().redisProgram();
        return unpacked("Redis", cache.resolve(program), program, Programs::copyProgram);
    }

    private interface Unpacking {
        void write(InputStream packed, Path target) throws IOException;
    }

    private static Path unpacked(String server, Path target, String resource, Unpacking unpacking) {
        if (Files.exists(target)) {
            return target;
        }
        try (var packed = Programs.class.getClassLoader().getResourceAsStream(resource)) {
            if (packed == null) {
                throw new StartFailed(
                        server
                                + " has no program for this machine: no "
                                + resource
                                + " on the class path");
            }
            Files.createDirectories(target.getParent());
            var draft = Files.createTempDirectory(target.getParent(), "unpacking-");
            try {
                unpacking.write(packed, draft.resolve("program"));
                publish(draft.resolve("program"), target);
            } finally {
                ServerHome.delete(draft);
            }
            return target;
        } catch (IOException e) {
            throw new StartFailed(server + " cannot be unpacked to " + target + ": " + e, e);
        }
    }

    private static void publish(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.exists(target)) {
                throw e;
            }
            // Another JVM was faster with the same content.
        }
    }

    private static void copyProgram(InputStream packed, Path target) throws IOException {
        Files.copy(packed, target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void untar(InputStream packed, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                write(tar, entry, path);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        var executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
