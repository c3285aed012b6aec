package dev.godwit.gateway.registry;

import io.netty.util.concurrent.EventExecutor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// What one event loop does for all its connections at once: takes in what other threads have for
/// them, flushes each at most once per turn, and ticks each once per second: in slices, so that
/// many connections are not one long turn.
///
/// [#post] and [#postPushes] are thread-safe; everything else runs on the event loop.
public final class ConnectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);
    private static final int MAX_TASKS_PER_TURN = 4096;
    private static final long MAX_WAITING_BYTES = 16L * 1024 * 1024;
    private static final int SLICES = 20;
    private static final long MILLIS_PER_SLICE = 1000 / SLICES;

    private final EventExecutor executor;
    private final LongSupplier nanoTime;
    private final RegistryMetrics metrics;
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnDue = new AtomicBoolean();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<List<Ticking>> slices =
            Stream.<List<Ticking>>generate(ArrayList::new).limit(SLICES).toList();
    private final List<Flushing> unflushed = new ArrayList<>();
    private final RunningTime runningTime;
    private byte[] scratch = new byte[0];
    private int joining;
    private int ticking;

    ConnectionLoop(EventExecutor executor, LongSupplier nanoTime, RegistryMetrics metrics) {
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        this.runningTime = new RunningTime(nanoTime.getAsLong());
    }

    /// What is ticked once per second as long as it is there.
    public interface Ticking {
        /// `now`: the loop's running time. False once it has ended.
        boolean tick(long now);
    }

    /// What is written to in many places of one turn, and flushed once.
    public interface Flushing {
        void flush();
    }

    /// Starts the ticks.
    void start() {
        var _ =
                executor.scheduleWithFixedDelay(
                        this::tick, MILLIS_PER_SLICE, MILLIS_PER_SLICE, TimeUnit.MILLISECONDS);
    }

    /// Runs `task` on the loop soon, together with whatever else waits.
    public void post(Runnable task) {
        mail.add(task);
        turn();
    }

    /// Runs all of them soon, and then `after`. False where the loop is so far behind that they had
    /// better be forgotten.
    boolean postPushes(Pushes pushes, Runnable after) {
        if (waitingBytes.get() > MAX_WAITING_BYTES) return false;
        waitingBytes.addAndGet(pushes.bytes());
        post(() -> {
            waitingBytes.addAndGet(-pushes.bytes());
            runAll(pushes.all());
            after.run();
        });
        return true;
    }

    /// Of pushes that have not been run yet. Thread-safe.
    long waitingBytes() {
        return waitingBytes.get();
    }

    void runAll(List<Runnable> tasks) {
        for (var task : tasks) guarded(task);
    }

    public void schedule(Runnable task, long nanos) {
        var _ = executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /// Whether this is the loop's thread: asserted by all that belongs to it alone.
    public boolean mine() {
        return executor.inEventLoop();
    }

    /// Whatever comes together is spread over a second.
    public void add(Ticking one) {
        assert mine() : "a connection begins elsewhere";
        slices.get(joining).add(one);
        joining = (joining + 1) % SLICES;
    }

    /// To be flushed at the end of this turn.
    public void written(Flushing sink) {
        assert mine() : "written from elsewhere";
        unflushed.add(sink);
        turn();
    }

    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /// By which others' silence is judged. `now`: what [#nanoTime] says.
    public long runningTime(long now) {
        assert mine() : "another loop's time";
        return runningTime.at(now);
    }

    /// A buffer of at least that size, good until the next call.
    public byte[] scratch(int size) {
        if (scratch.length < size) scratch = new byte[size];
        return scratch;
    }

    private void turn() {
        if (turnDue.compareAndSet(false, true)) executor.execute(this::takeTurn);
    }

    private void takeTurn() {
        turnDue.set(false);
        for (var i = 0; i < MAX_TASKS_PER_TURN; i++) {
            var task = mail.poll();
            if (task == null) break;
            guarded(task);
        }
        flush();
        if (!mail.isEmpty()) turn();
    }

    /// A flush may make a socket writable, and more be written at once: the list grows meanwhile.
    private void flush() {
        for (var i = 0; i < unflushed.size(); i++) unflushed.get(i).flush();
        unflushed.clear();
    }

    private void tick() {
        var now = runningTime(nanoTime());
        slices.get(ticking).removeIf(each -> hasEnded(each, now));
        ticking = (ticking + 1) % SLICES;
    }

    private boolean hasEnded(Ticking one, long now) {
        try {
            return !one.tick(now);
        } catch (Throwable e) {
            failed(e);
            return false;
        }
    }

    /// One connection's fault, an [Error] too, must not stop the others'.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        metrics.taskFailed();
        LOG.atError().setCause(e).log("connection task failed");
    }
}
