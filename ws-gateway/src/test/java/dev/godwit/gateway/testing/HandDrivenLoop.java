package dev.godwit.gateway.testing;

import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.Future;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// An event loop without a thread: whoever calls [#run] is its thread for as long. Scheduled tasks
/// are due at once, for time is not what matters here.
public final class HandDrivenLoop extends AbstractEventExecutor {
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// Runs what there is to do, and what that brings.
    public void run() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) task.run();
    }

    public boolean idle() {
        return tasks.isEmpty();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return true;
    }

    @Override
    public boolean isShuttingDown() {
        return false;
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("there is nothing to shut down");
    }

    @Override
    public Future<?> terminationFuture() {
        throw new UnsupportedOperationException("it never ends");
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException("there is nothing to shut down");
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
