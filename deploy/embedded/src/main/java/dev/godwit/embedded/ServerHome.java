package dev.godwit.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// The directory of one server while this JVM owns it: its lock, log, process id and data.
///
/// The operating system frees the lock of a JVM that died, so whoever gets the lock may end the
/// server that is named by the process id left behind. Owned by the thread that starts the server,
/// then by the one that stops it.
final class ServerHome implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerHome.class);
    private static final Duration SAME_START = Duration.ofSeconds(3);

    private final Placement placement;
    private final FileChannel lock;

    private ServerHome(Placement placement, FileChannel lock) {
        this.placement = placement;
        this.lock = lock;
    }

    static ServerHome open(String server, Placement placement, String stopSignal) {
        try {
            var directory = Files.createDirectories(placement.directory());
            var home = new ServerHome(placement, lock(server, directory));
            try {
                home.endOrphan(server, stopSignal);
                return home;
            } catch (IOException e) {
                home.lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StartFailed(
                    server + " cannot use its directory " + placement.directory() + ": " + e, e);
        }
    }

    private static FileChannel lock(String server, Path directory) throws IOException {
        var channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // This JVM has it: the same answer as for any other owner.
        }
        channel.close();
        throw new StartFailed(
                server
                        + "'s directory "
                        + directory
                        + " is in use by another running process; stop that, or choose another"
                        + " directory");
    }

    Path directory() {
        return placement.directory();
    }

    RunLocation seat() {
        return placement.seat();
    }

    boolean temporary() {
        return placement.temporary();
    }

    Path data() {
        return directory().resolve("data");
    }

    Path log() {
        return directory().resolve("server.log");
    }

    void remember(ProcessHandle process) throws IOException {
        var start = process.info().startInstant().orElse(Instant.EPOCH);
        Files.writeString(pidFile(), process.pid() + " " + start.toEpochMilli() + "\n");
    }

    /// Frees the directory; a temporary one is deleted.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(pidFile());
            lock.close();
            if (temporary()) {
                delete(directory());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The living process with this id that started at this time: ids are used again, so the id
    /// alone says nothing.
    static Optional<ProcessHandle> livingProcess(long pid, Instant started) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info()
                                .startInstant()
                                .map(at ->
                                        Duration.between(at, started).abs().compareTo(SAME_START)
                                                < 0)
                                .orElse(false));
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void endOrphan(String server, String stopSignal) throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        var words = Files.readString(pidFile()).strip().split(" ", -1);
        if (words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("\\d{1,18}")) {
            livingProcess(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1])))
                    .ifPresent(process -> {
                        LOG.atWarn()
                                .addKeyValue("server", server)
                                .addKeyValue("pid", process.pid())
                                .log("ending a server that an earlier run left behind");
                        Signals.end(process, stopSignal);
                    });
        }
        Files.delete(pidFile());
    }

    private Path pidFile() {
        return directory().resolve("pid");
    }
}
