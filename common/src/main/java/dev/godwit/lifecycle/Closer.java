package dev.godwit.lifecycle;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/// What a process has opened, closed newest first. Opening and registering is one expression, so
/// that a start that fails half-way releases what it had. Thread-safe.
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    // Guarded by this.
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /// What is opened after the end has begun is closed at once, and refused with
    /// [IllegalStateException]: nobody else would close it.
    public <T extends AutoCloseable> T opened(T resource) {
        if (registered(resource)) return resource;
        closeOne(resource);
        throw new IllegalStateException(resource + " was opened too late: closed already");
    }

    private synchronized boolean registered(AutoCloseable resource) {
        if (!closed) opened.push(resource);
        return !closed;
    }

    /// A failure to close one resource is logged and does not keep the others open. Closing twice
    /// is harmless.
    @Override
    public void close() {
        for (var resource = next(); resource != null; resource = next()) closeOne(resource);
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.atError().setCause(e).addKeyValue("resource", resource).log("close failed");
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return opened.poll();
    }
}
