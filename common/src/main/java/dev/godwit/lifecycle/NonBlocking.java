package dev.godwit.lifecycle;

/// Marks a thread that serves many connections and must never wait.
public interface NonBlocking {
    /// Called first by everything that blocks (JDBC, Jedis, the Kafka producer), so that a call
    /// from an event loop fails at once instead of slowing everybody down.
    static void refuse(String call) {
        if (Thread.currentThread() instanceof NonBlocking)
            throw new IllegalStateException(
                    call + " blocks and was called on " + Thread.currentThread().getName());
    }
}
