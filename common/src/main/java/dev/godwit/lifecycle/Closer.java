package dev.godwit.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/// What a process has opened, closed newest first. Opening and registering is one expression, so
/// that a start that fails half-way releases what it had. Thread-safe.
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    public synchronized <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /// A failure to close one resource is logged and does not keep the others open. Closing twice
    /// is harmless.
    @Override
    public void close() {
        for (var resource = next(); resource != null; resource = next()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.atError().setCause(e).addKeyValue("resource", resource).log("close failed");
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable AutoCloseable next() {
        return opened.poll();
    }
}
