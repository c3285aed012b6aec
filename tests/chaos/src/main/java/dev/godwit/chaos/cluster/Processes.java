package dev.godwit.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Processes as the operating system sees them. Blocks; thread-safe.
final class Processes {
    private static final long PATIENCE_SECONDS = 20;
    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private Processes() {}

    /// The process and what it started, itself first; nothing where it is gone.
    static List<ProcessHandle> family(long pid) {
        var family = new ArrayList<ProcessHandle>();
        ProcessHandle.of(pid)
                .ifPresent(process -> {
                    family.add(process);
                    process.descendants().forEach(family::add);
                });
        return family;
    }

    static void awaitGone(List<ProcessHandle> processes) {
        for (var process : processes) {
            try {
                process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                throw new IllegalStateException("process " + process.pid() + " does not end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a process ended", e);
            }
        }
    }

    /// Signals take their time. Gives up where the process is gone, or its state cannot be told.
    static void awaitState(long pid, String state) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (var now = state(pid); !now.equals(state) && !now.equals("?"); now = state(pid)) {
            if (System.nanoTime() > deadline)
                throw new IllegalStateException(
                        "process %d is in state %s (expected: %s)".formatted(pid, now, state));
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /// The state as `ps` shows it, such as `S`, or `T` for a stopped one; `?` where it cannot be
    /// told.
    static String state(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var afterName = stat.lastIndexOf(')') + 2;
            return stat.substring(afterName, afterName + 1);
        } catch (IOException _) {
            return "?";
        }
    }
}
