package dev.godwit.chat;

import java.time.Duration;

/// The time in which whoever sends requests here may learn that the process is not ready any more.
/// Closing it waits that long, on the thread that stops the process; an interrupt ends it early.
record DrainNotice(Duration duration) implements AutoCloseable {
    @Override
    public void close() {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
