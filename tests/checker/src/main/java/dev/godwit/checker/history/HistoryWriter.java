package dev.godwit.checker.history;

import dev.godwit.checker.history.Event.Began;
import dev.godwit.checker.history.Event.Ended;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Writes one new history. Thread-safe: lines are in the order in which they were recorded.
///
/// What was recorded has been handed to the kernel when the call returns, so that it survives the
/// death of this process. (No `FileChannel`: an interrupted thread would close it.)
public final class HistoryWriter implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Chain chain = new Chain();
    private final OutputStream out;
    private final LongSupplier clock;
    private boolean closed;

    private HistoryWriter(OutputStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
    }

    /// The file appears with its first line in it. Throws [UncheckedIOException] where it is there
    /// already, or cannot be made.
    public static HistoryWriter create(Path file, Began began) {
        return create(file, began, () -> System.nanoTime() / 1000);
    }

    /// With another clock, in microseconds.
    public static HistoryWriter create(Path file, Began began, LongSupplier clock) {
        var unborn = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
            var writer = new HistoryWriter(new FileOutputStream(unborn.toFile()), clock);
            writer.record(began);
            Files.move(unborn, file, StandardCopyOption.ATOMIC_MOVE);
            return writer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the events as consecutive lines at once, and returns their microseconds.
    public long record(Event... events) {
        lock.lock();
        try {
            var micros = clock.getAsLong();
            var lines = new StringBuilder(128 * events.length);
            for (var event : events) {
                var content = micros + "\t" + EventText.of(event) + "\t";
                lines.append(content).append(chain.next(content)).append('\n');
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            return micros;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /// Writes [Ended] as the last line: whoever calls this says that nothing is missing.
    @Override
    public void close() {
        end(true);
    }

    /// Closes the file as it is.
    public void abandon() {
        end(false);
    }

    private void end(boolean complete) {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
            if (complete) record(new Ended());
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
