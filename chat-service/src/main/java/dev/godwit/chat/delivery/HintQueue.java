package dev.godwit.chat.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What waits to be published, bounded by the number of messages, receipts and displacements in it,
/// and by the bytes of the messages. Thread-safe.
final class HintQueue {
    private final int capacity;
    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Hint> waiting = new ArrayDeque<>();
    private int size;
    private long bytes;
    private boolean closed;

    HintQueue(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    /// False, and the hint is not taken, where it does not fit or the queue is closed. One batch,
    /// however large, is let in when nothing else waits.
    boolean offer(Hint hint) {
        lock.lock();
        try {
            if (closed || size + hint.size() > capacity) return false;
            if (bytes + hint.bytes() > capacityBytes && !waiting.isEmpty()) return false;
            waiting.add(hint);
            size += hint.size();
            bytes += hint.bytes();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes what waits, in order, until `most` is reached; waits for the first hint up to
    /// `patience`. Empty: nothing came.
    List<Hint> take(int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = patience.toNanos();
            while (waiting.isEmpty() && !closed && left > 0) left = changed.awaitNanos(left);
            var taken = new ArrayList<Hint>();
            for (var count = 0; count < most; ) {
                var hint = waiting.poll();
                if (hint == null) break;
                taken.add(hint);
                count += hint.size();
            }
            size -= taken.stream().mapToInt(Hint::size).sum();
            bytes -= taken.stream().mapToLong(Hint::bytes).sum();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more is taken in; what waits can still be taken out.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Closed and empty: nothing will come any more.
    boolean finished() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }
}
