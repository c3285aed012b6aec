package dev.godwit.gateway.uplink;

import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.lifecycle.Backoff;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Acknowledgements on their way to the cursors: the highest of each device, one batch in flight,
/// kept and repeated until it has arrived. One that is rejected is dropped: what nobody will ever
/// take would stand in the way of the others for ever.
///
/// Nobody waits for an ack, so each batch is followed by a pause in which the next one grows: a
/// transaction of its own per ack would cost as much as the message did.
///
/// A batch that the service rejects is made in halves, until what is wrong stands alone.
///
/// An ack that finds no room is dropped: the device is then shown some entries again. Thread-safe;
/// nothing here blocks.
final class AckLane {
    /// `pause`: between the arrival of a batch and the next one.
    record Limits(int devices, int batch, Duration pause) {}

    /// Acks of two generations are not compared: the chat service tells which one counts.
    private record Key(UserId user, DeviceId device, @Nullable LogGeneration log) {}

    private final Limits limits;
    private final Function<List<AckBatch.Item>, CompletionStage<?>> call;
    private final Consumer<Throwable> faults;
    private final Backoff backoff;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    // Guarded by this.
    private final Map<Key, AckBatch.Item> waiting = new LinkedHashMap<>();
    private final Halves<AckBatch.Item> halves = new Halves<>();

    /// A batch is under way, or the pause after it is not over.
    private boolean busy;

    private boolean closed;
    private int failures;

    /// `faults` is told what `call` throws.
    AckLane(
            Limits limits,
            Function<List<AckBatch.Item>, CompletionStage<?>> call,
            Consumer<Throwable> faults,
            Backoff backoff,
            ScheduledExecutorService timer) {
        this.limits = limits;
        this.call = call;
        this.faults = faults;
        this.backoff = backoff;
        this.timer = timer;
    }

    /// False where the ack was dropped.
    boolean add(AckBatch.Item ack) {
        if (!kept(ack)) return false;
        sendWaiting();
        return true;
    }

    /// Completes when all acks have arrived, or the last try of some has failed.
    CompletionStage<Void> close() {
        synchronized (this) {
            closed = true;
        }
        sendWaiting();
        return drained;
    }

    private synchronized boolean kept(AckBatch.Item ack) {
        var key = new Key(ack.user(), ack.device(), ack.log());
        if (waiting.size() >= limits.devices && !waiting.containsKey(key)) return false;
        waiting.merge(key, ack, AckBatch.Item::and);
        return true;
    }

    private void sendWaiting() {
        var batch = next();
        if (batch.isEmpty()) return;
        sent(batch)
                .whenComplete((_, failure) -> {
                    if (failure == null) {
                        ended();
                    } else if (isRejected(failure)) {
                        rejected(batch);
                    } else {
                        failed(batch);
                    }
                });
    }

    private CompletionStage<?> sent(List<AckBatch.Item> batch) {
        try {
            return call.apply(batch);
        } catch (Throwable e) {
            faults.accept(e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized List<AckBatch.Item> next() {
        if (busy) return List.of();
        var batch = new ArrayList<>(halves.next());
        busy = !batch.isEmpty();
        if (busy) return batch;
        var acks = waiting.values().iterator();
        while (acks.hasNext() && batch.size() < limits.batch) {
            batch.add(acks.next());
            acks.remove();
        }
        busy = !batch.isEmpty();
        if (closed && !busy) drained.complete(null);
        return batch;
    }

    private static boolean isRejected(Throwable failure) {
        return failure instanceof Rejected || failure.getCause() instanceof Rejected;
    }

    private void rejected(List<AckBatch.Item> batch) {
        boolean divided;
        synchronized (this) {
            divided = halves.split(batch);
        }
        if (divided) pauseOver();
        else ended();
    }

    private void ended() {
        boolean hurry;
        synchronized (this) {
            failures = 0;
            hurry = closed || limits.pause.isZero();
        }
        if (hurry) pauseOver();
        else pause(limits.pause);
    }

    private void failed(List<AckBatch.Item> batch) {
        Duration pause;
        synchronized (this) {
            if (closed) {
                drained.complete(null);
                return;
            }
            pause = backoff.after(++failures);
        }
        try {
            batch.forEach(this::kept);
        } finally {
            pause(pause);
        }
    }

    private void pause(Duration time) {
        var _ = timer.schedule(this::pauseOver, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void pauseOver() {
        synchronized (this) {
            busy = false;
        }
        sendWaiting();
    }
}
