package dev.godwit.gateway.uplink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// What waits in a lane, in order, and the batches that are made of it. Guarded by its lane.
final class BatchQueue<T> {
    private final Lane.Limits limits;
    private final ToLongFunction<T> bytes;
    private final Function<T, Object> key;

    /// Keyed by identity: any may be withdrawn at any time.
    private final LinkedHashSet<T> waiting = new LinkedHashSet<>();

    private long waitingBytes;

    private final Halves<T> halves = new Halves<>();

    /// `T` is equal to itself alone. `bytes`: what one takes of the memory while it waits. `key`:
    /// what two have in common that concern each other.
    BatchQueue(Lane.Limits limits, ToLongFunction<T> bytes, Function<T, Object> key) {
        this.limits = limits;
        this.bytes = bytes;
        this.key = key;
    }

    /// False where there is no room.
    boolean add(T entry) {
        if (waiting.size() >= limits.waiting() || waitingBytes >= limits.waitingBytes()) {
            return false;
        }
        waitingBytes += bytes.applyAsLong(entry);
        return waiting.add(entry);
    }

    /// False where it is not there any more.
    boolean remove(T entry) {
        var removed = waiting.remove(entry);
        if (removed) {
            waitingBytes -= bytes.applyAsLong(entry);
        }
        return removed;
    }

    /// The next batch, empty where nothing waits. `apart`: of those with one key, only the first.
    List<T> next(boolean apart) {
        var half = halves.next();
        if (!half.isEmpty()) {
            return half;
        }
        var batch = new ArrayList<T>(Math.min(limits.batch(), waiting.size()));
        var keys = new HashSet<Object>();
        var size = 0L;
        for (var each = waiting.iterator(); each.hasNext() && batch.size() < limits.batch(); ) {
            var entry = each.next();
            if (apart && !keys.add(key.apply(entry))) {
                continue;
            }
            var more = bytes.applyAsLong(entry);
            if (size + more > limits.batchBytes() && !batch.isEmpty()) {
                break;
            }
            size += more;
            waitingBytes -= more;
            each.remove();
            batch.add(entry);
        }
        return batch;
    }

    /// As [Halves#split].
    boolean split(List<T> batch) {
        return halves.split(batch);
    }

    /// Those that began to wait too long ago; `behind`: and what waits behind them with their key.
    List<T> expired(Predicate<T> tooOld, boolean behind) {
        var oldest = halves.first();
        if (oldest == null) {
            oldest = waiting.isEmpty() ? null : waiting.getFirst();
        }
        if (oldest == null || !tooOld.test(oldest)) {
            return List.of();
        }
        var keys = new HashSet<Object>();
        return removed(entry -> {
            if (!tooOld.test(entry)) {
                return behind && keys.contains(key.apply(entry));
            }
            keys.add(key.apply(entry));
            return true;
        });
    }

    /// Takes out those that are unwanted, of which each is asked about in order.
    List<T> removed(Predicate<T> unwanted) {
        var taken = new ArrayList<T>();
        halves.removeIf(entry -> unwanted.test(entry) && taken.add(entry));
        var others = waiting.stream().filter(unwanted).toList();
        others.forEach(this::remove);
        taken.addAll(others);
        return taken;
    }
}
