package dev.godwit.chat.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Requests in the order they came, bounded by the sends in them. Thread-safe.
final class RequestQueue {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int sends;
    private boolean closed;

    RequestQueue(int capacity) {
        this.capacity = capacity;
    }

    /// False where there is no room, or the queue is closed. A request larger than the whole queue
    /// is let in when nothing else waits.
    boolean offer(Request request) {
        lock.lock();
        try {
            var full = sends + request.sends().size() > capacity && !waiting.isEmpty();
            if (closed || full) return false;
            waiting.add(request);
            sends += request.sends().size();
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
            }
            return taken;
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
