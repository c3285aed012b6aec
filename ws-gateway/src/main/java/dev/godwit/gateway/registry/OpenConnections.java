package dev.godwit.gateway.registry;

import dev.godwit.lifecycle.NonBlocking;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many connections have begun and not ended, for whoever waits until none is left.
/// Thread-safe.
public final class OpenConnections {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count; // guarded by the lock

    public void opened() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    public void ended() {
        lock.lock();
        try {
            if (--count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// False where `time` was not enough, or the thread is interrupted.
    boolean awaitNone(Duration time) {
        NonBlocking.refuse("waiting for connections");
        lock.lock();
        try {
            for (var left = time.toNanos(); count > 0; left = none.awaitNanos(left)) {
                if (left <= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
