package dev.godwit.chat.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Requests in the order they came, bounded by the number and the bytes of the sends in them.
/// Thread-safe.
final class RequestQueue {
    private final int capacity;
    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int sends;
    private long bytes;
    private boolean closed;

    RequestQueue(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    /// False where there is no room, or the queue is closed. A request larger than the whole queue
    /// is let in when nothing else waits.
    boolean offer(Request request) {
        lock.lock();
        try {
            var full =
                    sends + request.sends().size() > capacity
                            || bytes + request.bytes() > capacityBytes;
            if (closed || (full && !waiting.isEmpty())) return false;
            waiting.add(request);
            sends += request.sends().size();
            bytes += request.bytes();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a request, then takes it and those behind it, up to `max` sends. Empty once the
    /// queue is closed and nothing is left.
    List<Request> take(int max) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) changed.awaitUninterruptibly();
            var taken = new ArrayList<Request>();
            var size = 0;
            for (var next = waiting.peek(); next != null; next = waiting.peek()) {
                size += next.sends().size();
                if (!taken.isEmpty() && size > max) break;
                taken.add(waiting.remove());
                sends -= next.sends().size();
                bytes -= next.bytes();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// The sends that wait.
    int waiting() {
        lock.lock();
        try {
            return sends;
        } finally {
            lock.unlock();
        }
    }

    long waitingBytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
