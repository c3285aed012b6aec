package dev.godwit.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/// The directory that holds everything of one local stack, while this process owns it.
///
/// It is recognised by [#MARK]. Only a directory with that mark is ever wiped, and one without it
/// is used only if it is empty. The operating system frees the lock of a process that died; a
/// [#RUNNING] file left behind then says that the last run was not shut down.
public final class StackDirectory implements AutoCloseable {
    static final String MARK = "godwit-local-stack";
    private static final String LOCK = "lock";
    private static final String RUNNING = "running";

    private final Path path;
    private final FileChannel lock;
    private final boolean afterCrash;

    private StackDirectory(Path path, FileChannel lock, boolean afterCrash) {
        this.path = path;
        this.lock = lock;
        this.afterCrash = afterCrash;
    }

    /// Takes the directory, creating it if need be; `fresh`: with all its data wiped. Throws
    /// [StackFailed].
    public static StackDirectory open(Path directory, boolean fresh) {
        var path = directory.toAbsolutePath().normalize();
        try {
            refuseForeign(path);
            Files.createDirectories(path);
            var lock = lock(path);
            var afterCrash = Files.exists(path.resolve(RUNNING));
            if (fresh) wipe(path);
            Files.writeString(path.resolve(MARK), "The data of a local Godwit stack.\n");
            Files.writeString(path.resolve(RUNNING), ProcessHandle.current().pid() + "\n");
            return new StackDirectory(path, lock, afterCrash);
        } catch (IOException e) {
            throw new StackFailed("The data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static void refuseForeign(Path path) throws IOException {
        if (!Files.exists(path) || Files.exists(path.resolve(MARK))) return;
        if (!Files.isDirectory(path))
            throw new StackFailed(path + " is not a directory; choose another with --dir");
        try (var files = Files.list(path)) {
            if (files.findAny().isPresent())
                throw new StackFailed(
                        path
                                + " holds something else than a Godwit stack (there is no file "
                                + MARK
                                + " in it); choose another with --dir");
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel =
                FileChannel.open(
                        path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException _) {
            // this very process has it: the same answer as for any other
        }
        channel.close();
        throw new StackFailed(
                "Godwit is already running in " + path + "; stop it, or choose another --dir");
    }

    private static void wipe(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList())
                if (!file.equals(path) && !file.equals(path.resolve(LOCK)))
                    Files.deleteIfExists(file);
        }
    }

    public Path path() {
        return path;
    }

    /// Whether the last run was killed: what it started may need a moment to end.
    boolean afterCrash() {
        return afterCrash;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// A directory in this one, created if need be.
    Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new StackFailed(path.resolve(name) + " cannot be created: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve(RUNNING));
        lock.close();
    }
}
